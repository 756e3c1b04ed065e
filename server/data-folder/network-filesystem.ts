import { execFile } from 'node:child_process'
import { readFile, realpath, statfs } from 'node:fs/promises'
import { posix } from 'node:path'
import { promisify } from 'node:util'

/** `statfs` types of Linux (linux/magic.h and the file systems' sources) on which locks and mmap cross a network. */
const LINUX_NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x786f4256, 'VirtualBox shared folder'],
  [0x0bd00bd0, 'Lustre'],
])
/** FUSE carries local file systems (NTFS, exFAT, mergerfs) and remote ones alike: the mount's name decides. */
const LINUX_FUSE = 0x65735546
const REMOTE_FUSE =
  /^fuse\.(sshfs|rclone|davfs|davfs2|s3fs|gcsfuse|curlftpfs|glusterfs|smbnetfs|gvfsd-fuse|google-drive-ocamlfuse|cephfs|ceph|juicefs|vmhgfs-fuse)$/
const DARWIN_NETWORK_TYPES = /^(nfs|smbfs|afpfs|webdav|ftp|macfuse_sshfs|osxfuse_sshfs)$/

/**
 * The kind of network file system that an existing folder lies on ("NFS", "fuse.sshfs", ...), or null for a local one.
 * SQLite's locks and shared memory cannot be trusted on the former.
 */
export async function findNetworkFilesystem(path: string): Promise<string | null> {
  if (process.platform === 'linux') {
    const { type } = await statfs(path)
    return networkTypeOnLinux(type, () => readMountType(path))
  }
  if (process.platform === 'darwin') {
    const { stdout } = await promisify(execFile)('/sbin/mount')
    const type = mountOf(await realpath(path), parseDarwinMounts(stdout))?.type
    return type !== undefined && DARWIN_NETWORK_TYPES.test(type) ? type : null
  }
  // A mapped drive letter resolves to the share behind it.
  if (process.platform === 'win32') return isUncPath(await realpath(path)) ? 'Windows share' : null
  return null
}

export async function networkTypeOnLinux(
  type: number,
  readFuseType: () => Promise<string | null>,
): Promise<string | null> {
  const unsigned = type >>> 0
  if (unsigned !== LINUX_FUSE) return LINUX_NETWORK_TYPES.get(unsigned) ?? null
  const fuseType = await readFuseType()
  return fuseType !== null && REMOTE_FUSE.test(fuseType) ? fuseType : null
}

async function readMountType(path: string): Promise<string | null> {
  const mounts = parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'))
  return mountOf(await realpath(path), mounts)?.type ?? null
}

export interface Mount {
  readonly mountPoint: string
  readonly type: string
  /** What part of its filesystem it shows: `/` when all of it, or where nobody tells. */
  readonly root: string
}

/**
 * /proc/self/mountinfo (proc(5)): the fourth field is the part of the filesystem, the fifth the mount point, both with
 * octal escapes; the type follows " - ".
 */
export function parseMountInfo(text: string): Mount[] {
  const mounts: Mount[] = []
  for (const line of text.split('\n')) {
    const [left = '', right = ''] = line.split(' - ')
    const [, , , root, mountPoint] = left.split(' ')
    const type = right.split(' ')[0]
    if (root === undefined || mountPoint === undefined || !type) continue
    mounts.push({ mountPoint: unescapeOctal(mountPoint), type, root: unescapeOctal(root) })
  }
  return mounts
}

/** The escapes stand for bytes, and the bytes for UTF-8. */
function unescapeOctal(field: string): string {
  if (!field.includes('\\')) return field
  const latin = Buffer.from(field).toString('latin1')
  const bytes = latin.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
  return Buffer.from(bytes, 'latin1').toString()
}

/** The output of `mount` on macOS: `//kim@nas/films on /Volumes/films (smbfs, nodev, nosuid)`. */
export function parseDarwinMounts(text: string): Mount[] {
  const mounts: Mount[] = []
  for (const match of text.matchAll(/^.* on (\/.*) \((\w+)[,)]/gm)) {
    const [, mountPoint, type] = match
    if (mountPoint !== undefined && type !== undefined) mounts.push({ mountPoint, type, root: '/' })
  }
  return mounts
}

/** The mount that a path lies on: the longest mount point above it, and of equals the one mounted last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  let best: Mount | null = null
  for (const mount of mounts) {
    const inside = path === mount.mountPoint || path.startsWith(posix.join(mount.mountPoint, '/'))
    if (inside && mount.mountPoint.length >= (best?.mountPoint.length ?? 0)) best = mount
  }
  return best
}

/** `\\server\share`, but not the device paths `\\?\C:\` and `\\.\`. */
export function isUncPath(path: string): boolean {
  return /^\\\\\?\\UNC\\/i.test(path) || /^\\\\[^?.\\]/.test(path)
}
