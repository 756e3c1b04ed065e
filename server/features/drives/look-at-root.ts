import { lstat, opendir, readFile, realpath, stat, statfs } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { isListable } from '#lib/core/names/safe-name.ts'
import { findNetworkFilesystem, type Mount, mountOf, parseMountInfo } from '#server/data-folder/network-filesystem.ts'
import {
  type DriveIdentity,
  isKnownEntry,
  isSameDrive,
  isSameMount,
  type KnownEntry,
  type RootFacts,
  tellsDrives,
} from './drive-identity.ts'

/** So many entries at the root of a drive are remembered to know it again. */
const MAX_KNOWN = 40
/** Of a root with very many entries, not all are looked through for that. */
const MAX_READ = 2_000

/** Null when nothing is there, or a medium that is gone though its mount still stands. */
export async function lookAtRoot(path: string): Promise<RootFacts | null> {
  try {
    const [stats, space] = await Promise.all([stat(path, { bigint: true }), statfs(path, { bigint: true })])
    if (!stats.isDirectory()) return null
    const block = blockOf(stats.dev)
    if (block !== null && (await isGone(block))) return null
    return {
      device: stats.dev.toString(),
      inode: stats.ino.toString(),
      bornNs: stats.birthtimeNs.toString(),
      fsType: BigInt.asUintN(32, space.type).toString(),
      blockSizeBytes: space.bsize.toString(),
      blocks: space.blocks.toString(),
      uuid: block === null ? null : await readUuid(block),
    }
  } catch {
    // Whatever the system says (not there, no access, I/O error, stale handle): it cannot be used now.
    return null
  }
}

/** Whether this is the drive; asks for its entries only where the mount itself is another than before. */
export async function isDriveAt(
  path: string,
  root: RootFacts,
  identity: DriveIdentity | null,
  before: RootFacts | null,
): Promise<boolean> {
  if (identity === null || (before !== null && isSameMount(before, root))) return true
  // However many of its entries are there, it is not: no need to look for them.
  if (!isSameDrive(identity, root, identity.known.length)) return false
  let hits = 0
  for (const known of identity.known) if (isKnownEntry(known, await entryAt(path, known.name))) hits++
  return isSameDrive(identity, root, hits)
}

/** What the drive will be known by. */
export async function identify(path: string, root: RootFacts): Promise<DriveIdentity> {
  const { device: _device, ...own } = root
  const mount = await mountAt(path)
  return { ...own, below: mount && belowOf(mount, await realpath(path)), known: await readKnown(path) }
}

/** Its filesystem in words such as "ext4", and whether changes on it are told by another machine only. */
export async function describeMount(path: string): Promise<{ filesystem: string | null; isNetwork: boolean }> {
  const network = await findNetworkFilesystem(path).catch(() => null)
  const mount = await mountAt(path).catch(() => null)
  return { filesystem: mount?.type ?? network, isNetwork: network !== null }
}

/** Other folders where a drive could be mounted now, by what its filesystem holds. */
export async function findCandidates(path: string, below: string | null): Promise<string[]> {
  if (below === null || process.platform !== 'linux') return []
  const mounts = await readMounts()
  return mounts.flatMap((mount) => {
    const candidate = placeOf(mount, below)
    // The system's own filesystem is not plugged in anywhere else.
    return candidate === null || candidate === path || mount.mountPoint === '/' ? [] : [candidate]
  })
}

/** The part of a filesystem at `path`, which lies on this mount of it. */
export function belowOf(mount: Mount, path: string): string {
  return posix.join(mount.root, posix.relative(mount.mountPoint, path))
}

/** Where this part of a filesystem would lie if the mount shows that filesystem; null when it shows another part. */
export function placeOf(mount: Mount, below: string): string | null {
  const inside = posix.relative(mount.root, below)
  if (inside === '..' || inside.startsWith('../')) return null
  return inside === '' ? mount.mountPoint : posix.join(mount.mountPoint, inside)
}

async function mountAt(path: string): Promise<Mount | null> {
  if (process.platform !== 'linux') return null
  return mountOf(await realpath(path), await readMounts())
}

const readMounts = async () => parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'))

async function readKnown(path: string): Promise<KnownEntry[]> {
  const names: string[] = []
  for await (const { name } of await opendir(path)) {
    if (isListable(name) && tellsDrives(name)) names.push(name)
    if (names.length >= MAX_READ) break
  }
  const known = await Promise.all(
    names
      .sort()
      .slice(0, MAX_KNOWN)
      .map((name) => entryAt(path, name)),
  )
  return known.filter((entry) => entry !== null)
}

async function entryAt(path: string, name: string): Promise<KnownEntry | null> {
  const stats = await lstat(join(path, name), { bigint: true }).catch(() => null)
  if (stats === null || !(stats.isFile() || stats.isDirectory())) return null
  const kind = stats.isFile() ? 'file' : 'folder'
  return { name, kind, sizeBytes: kind === 'file' ? Number(stats.size) : 0, mtimeNs: stats.mtimeNs.toString() }
}

/** "8:1"; null where the device is no block device: of the network, in memory, of several disks. */
export function blockOf(device: bigint): string | null {
  if (process.platform !== 'linux') return null
  // makedev(3)
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn)
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn)
  return major === 0n ? null : `${major}:${minor}`
}

/** A disk that was pulled out leaves its mount behind, which answers from memory for a while. */
async function isGone(block: string): Promise<boolean> {
  const isThere = await exists(`/sys/dev/block/${block}`)
  return !isThere && (await exists('/sys/dev/block'))
}

/** udev keeps what it found on each block device, readable for everybody (systemd-udevd(8)). */
async function readUuid(block: string): Promise<string | null> {
  const text = await readFile(`/run/udev/data/b${block}`, 'utf8').catch(() => '')
  return /^E:ID_FS_UUID=(.+)$/m.exec(text)?.[1] ?? null
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
