import { diskFiles, type FileOps, type OpenFile } from '../disk/file-ops.ts'

export type DiskEvent =
  | { kind: 'open' | 'close' | 'remove' | 'sync-folder'; path: string }
  | { kind: 'write' | 'truncate'; path: string; upTo: number }
  | { kind: 'sync'; path: string; upTo: number }

export interface OddDisk extends FileOps {
  /** What reached the disk, in order. */
  readonly events: DiskEvent[]
  /** Set to let calls fail, or wait. Throwing an error with a code is how a disk fails. */
  onWrite: (path: string, upTo: number) => void | Promise<void>
  onSync: (path: string) => void | Promise<void>
  freeBytesNow: number | null
}

export const failure = (code: string) => Object.assign(new Error(`${code}: as a disk says it`), { code })

/** The real disk, watched, and failing when a test wants it to. */
export function createOddDisk(): OddDisk {
  const events: DiskEvent[] = []
  const disk: OddDisk = {
    ...diskFiles,
    events,
    onWrite: () => undefined,
    onSync: () => undefined,
    freeBytesNow: null,
    open: async (path, flags, mode) => {
      const file = await diskFiles.open(path, flags, mode)
      events.push({ kind: 'open', path })
      return watched(disk, path, file)
    },
    remove: async (path) => {
      events.push({ kind: 'remove', path })
      await diskFiles.remove(path)
    },
    syncFolder: async (folder) => {
      await diskFiles.syncFolder(folder)
      events.push({ kind: 'sync-folder', path: folder })
    },
    freeBytes: async (folder) => disk.freeBytesNow ?? diskFiles.freeBytes(folder),
  }
  return disk
}

function watched(disk: OddDisk, path: string, file: OpenFile): OpenFile {
  let end = 0
  const synced = async (sync: () => Promise<void>) => {
    const upTo = end
    await disk.onSync(path)
    await sync()
    disk.events.push({ kind: 'sync', path, upTo })
  }
  return {
    write: async (buffers, position) => {
      await disk.onWrite(path, position + buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0))
      const written = await file.write(buffers, position)
      end = Math.max(end, position + written)
      disk.events.push({ kind: 'write', path, upTo: end })
      return written
    },
    dataSync: () => synced(() => file.dataSync()),
    sync: () => synced(() => file.sync()),
    setModified: (timeMs) => file.setModified(timeMs),
    truncate: async (size) => {
      await file.truncate(size)
      disk.events.push({ kind: 'truncate', path, upTo: size })
    },
    size: () => file.size(),
    close: async () => {
      await file.close()
      disk.events.push({ kind: 'close', path })
    },
  }
}
