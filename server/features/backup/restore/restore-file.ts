import { randomBytes } from 'node:crypto'
import { chmod, type FileHandle, lstat, open, rename, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type FileLine, objectPath } from '../folder/backup-format.ts'
import { copyHashed } from '../folder/copy-hashed.ts'
import { orNull } from '../folder/disk-failure.ts'

export interface RestoreFileDeps {
  folder: string
  /** On the filesystem of the data folder, for what is not whole yet. */
  partialFolder: string
  signal: AbortSignal
  onBytes(count: number): void
}

/** File systems keep times more or less exactly. */
const SAME_TIME_MS = 2

/**
 * Puts one file where it belongs; it has its name only once its hash is proven. One that an earlier run put there is
 * left as it is.
 * @returns whether the bytes are those of the hash
 */
export async function restoreFile(line: FileLine, target: string, deps: RestoreFileDeps): Promise<boolean> {
  const mtimeMs = Number(BigInt(line.mtimeNs) / 1_000n) / 1_000
  const there = await orNull(lstat(target))
  if (there?.isFile() && there.size === line.size && Math.abs(there.mtimeMs - mtimeMs) < SAME_TIME_MS) {
    deps.onBytes(line.size)
    return true
  }
  const object = await orNull(open(objectPath(deps.folder, line.sha256)))
  if (object === null) return false
  const partial = join(deps.partialFolder, randomBytes(12).toString('hex'))
  try {
    const isProven = await copyProven(object, partial, line, deps)
    if (!isProven) return false
    await chmod(partial, Number.parseInt(line.mode, 8) | 0o600)
    await utimes(partial, mtimeMs / 1_000, mtimeMs / 1_000)
    await rename(partial, target)
    return true
  } finally {
    await object.close()
  }
}

async function copyProven(object: FileHandle, partial: string, line: FileLine, deps: RestoreFileDeps) {
  const copied = await copyHashed(object, partial, deps)
  const isProven = copied.sha256 === line.sha256 && copied.sizeBytes === line.size
  if (!isProven) await unlink(partial)
  return isProven
}
