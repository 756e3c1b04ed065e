import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type DiskKind = 'ext4' | 'xfs'

/** A file system of its own in a file, which can lose its power. */
export interface LoopDisk {
  readonly folder: string
  sync(): Promise<void>
  /** From here on nothing reaches the disk: what was not synced is lost, as the kernel itself forgets it. */
  cutPower(): Promise<void>
  /** Mounts it again, which replays its journal. Nobody may have a file on it open. */
  powerUp(): Promise<void>
  /** As if its plug was pulled: its folder is empty at once, whoever has a file on it open. */
  pull(): Promise<void>
  /** Plugs it in again, there or elsewhere. */
  plugIn(folder?: string): Promise<void>
  dispose(): Promise<void>
}

/** @returns why there can be no such disk here; null when there can */
export async function whyNoLoopDisk(kind: DiskKind): Promise<string | null> {
  if (process.platform !== 'linux') return 'loop file systems are made on Linux'
  if (process.getuid?.() !== 0) return 'mounting needs root'
  try {
    const disk = await openLoopDisk(kind)
    await disk.dispose()
    return null
  } catch (error) {
    return `no ${kind} on a loop device: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

/** XFS makes none smaller than 300 MB; the file is sparse. */
const SIZE_BYTES = 1 << 30
/** FS_IOC_SHUTDOWN of both file systems, with "do not flush the log" (linux/fs.h, ext4.h, xfs_fs.h). */
const SHUTDOWN =
  'open(my $f, "<", $ARGV[0]) or die "$!"; my $no_flush = pack("L", 2); ioctl($f, 0x8004587d, $no_flush) or die "$!"'

export async function openLoopDisk(kind: DiskKind): Promise<LoopDisk> {
  const root = await mkdtemp(join(tmpdir(), `hearth-${kind}-`))
  const image = join(root, 'image')
  const folder = join(root, 'mount')
  let mountedAt = folder
  const mount = () => run('mount', ['-o', 'loop', '-t', kind, image, mountedAt])
  try {
    await mkdir(folder)
    await writeFile(image, '')
    await truncate(image, SIZE_BYTES)
    await run(`mkfs.${kind}`, [...(kind === 'ext4' ? ['-F'] : []), '-q', image])
    await mount()
  } catch (error) {
    await rm(root, { recursive: true, force: true })
    throw error
  }
  return {
    folder,
    sync: async () => {
      await run('sync', ['-f', folder])
    },
    cutPower: async () => {
      await run('perl', ['-e', SHUTDOWN, folder])
    },
    powerUp: async () => {
      await run('umount', [folder])
      await mount()
    },
    pull: async () => {
      await run('umount', ['-l', mountedAt])
    },
    plugIn: async (where = folder) => {
      mountedAt = where
      await mount()
    },
    dispose: async () => {
      await run('umount', [mountedAt]).catch(() => run('umount', ['-l', mountedAt]).catch(() => {}))
      await rm(root, { recursive: true, force: true })
    },
  }
}
