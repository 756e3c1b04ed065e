import { constants, readlinkSync } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { diskFailure, errnoOf } from './disk-failure.ts'
import { type FileFacts, factsOf } from './file-facts.ts'
import { isSamePath, openFolder } from './folder-handle.ts'

// Without O_NONBLOCK a named pipe in the folder would hold a thread until somebody writes into it.
const OPEN_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

export interface OpenedFile {
  handle: FileHandle
  facts: FileFacts
}

/**
 * Opens a regular file of a place for reading; neither it nor a folder on the way may be a symbolic link.
 * @throws VaultError `content_missing`, `place_offline`, `unavailable`
 */
export async function openFile(root: string, segments: readonly string[]): Promise<OpenedFile> {
  try {
    const path = join(await realpath(root), ...segments)
    const handle = await open(path, OPEN_FILE)
    return await checked(handle, () => isInside(handle, root, segments, path))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw await missing(root, segments, error)
    throw readFailure(error)
  }
}

async function checked(handle: FileHandle, isRight: () => Promise<boolean>): Promise<OpenedFile> {
  try {
    const stats = await handle.stat({ bigint: true })
    if (!stats.isFile() || !(await isRight())) throw new VaultError('content_missing')
    return { handle, facts: factsOf(stats) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Open first, then ask where the descriptor points: a path checked before can be swapped before it is opened. */
async function isInside(handle: FileHandle, root: string, segments: readonly string[], path: string): Promise<boolean> {
  if (process.platform === 'linux') return isSamePath(readlinkSync(`/proc/self/fd/${handle.fd}`), path)
  const folder = await openFolder(root, segments.slice(0, -1))
  try {
    const again = await open(folder.at(segments.at(-1) ?? ''), OPEN_FILE)
    const [left, right] = await Promise.all([handle.stat({ bigint: true }), again.stat({ bigint: true })])
    await again.close()
    return left.ino === right.ino && left.dev === right.dev
  } finally {
    await folder.close()
  }
}

/** Tells a file that is gone from a volume that is gone. */
async function missing(root: string, segments: readonly string[], cause: unknown): Promise<VaultError> {
  try {
    const folder = await openFolder(root, segments.slice(0, -1))
    await folder.close()
    return new VaultError('content_missing', { cause })
  } catch (error) {
    return diskFailure(error)
  }
}

/** A file that may not be read is as good as not there; who may not write has another message. */
function readFailure(error: unknown): VaultError {
  const refused = ['EACCES', 'EPERM'].includes(errnoOf(error) ?? '')
  return refused ? new VaultError('content_missing', { cause: error }) : diskFailure(error)
}
