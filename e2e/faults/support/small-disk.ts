import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const MiB = 1 << 20

/** A disk in memory that can be filled to the last block. */
export interface SmallDisk {
  readonly folder: string
  freeBytes(): Promise<number>
  /** Somebody else's file takes all but so many bytes. */
  fillUpTo(leaveBytes: number): Promise<void>
  /** That file is gone again. */
  makeRoom(): Promise<void>
  dispose(): Promise<void>
}

/** @returns why there can be no such disk here; null when there can */
export async function whyNoSmallDisk(): Promise<string | null> {
  if (process.platform !== 'linux') return 'a tmpfs is made on Linux'
  if (process.getuid?.() !== 0) return 'mounting needs root'
  try {
    await (await openSmallDisk(MiB)).dispose()
    return null
  } catch (error) {
    return `no tmpfs: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

export async function openSmallDisk(sizeBytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-small-'))
  const ballasts: string[] = []
  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder])
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return {
    folder,
    freeBytes,
    fillUpTo: async (leaveBytes) => {
      const path = join(folder, `ballast-${ballasts.length}`)
      ballasts.push(path)
      const sizeBytes = Math.max(0, (await freeBytes()) - leaveBytes)
      await writeFile(path, Buffer.alloc(sizeBytes)).catch((error: NodeJS.ErrnoException) => {
        // The vault may have taken a block in between; full is full.
        if (error.code !== 'ENOSPC') throw error
      })
    },
    makeRoom: async () => {
      for (const path of ballasts.splice(0)) await unlink(path)
    },
    dispose: async () => {
      await run('umount', [folder]).catch(() => run('umount', ['-l', folder]))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
