import { close, fdatasync, fstat, fsync, ftruncate, futimes, open as openDescriptor, write, writev } from 'node:fs'
import { open, readdir, stat, statfs, unlink } from 'node:fs/promises'

/** The disk as uploads use it. A port, so that tests can let writes, syncs and reads fail as a dying disk does. */
export interface FileOps {
  open(path: string, flags: number, mode: number): Promise<OpenFile>
  /** Removes a file; one that is not there is fine. */
  remove(path: string): Promise<void>
  /** Size of a file in bytes; null when there is no such file. */
  findSize(path: string): Promise<number | null>
  /** The device a folder lies on; null when there is no such folder. */
  findDevice(folder: string): Promise<number | null>
  /** Names in a folder; none when it is not there. */
  list(folder: string): Promise<string[]>
  syncFolder(folder: string): Promise<void>
  /** Bytes that may still be written on the filesystem of a folder. */
  freeBytes(folder: string): Promise<number>
  totalBytes(folder: string): Promise<number>
}

export interface OpenFile {
  /** Like writev(2): may write less than it was given. @returns bytes written */
  write(buffers: readonly Uint8Array[], position: number): Promise<number>
  dataSync(): Promise<void>
  /** Data, mode and times. */
  sync(): Promise<void>
  setModified(timeMs: number): Promise<void>
  truncate(sizeBytes: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

export const diskFiles: FileOps = {
  open(path, flags, mode) {
    return new Promise((resolve, reject) => {
      openDescriptor(path, flags, mode, (error, fd) => (error ? reject(error) : resolve(new DescriptorFile(fd))))
    })
  },
  async remove(path) {
    try {
      await unlink(path)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  },
  async findSize(path) {
    try {
      return (await stat(path)).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  },
  async findDevice(folder) {
    try {
      const found = await stat(folder)
      return found.isDirectory() ? found.dev : null
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  },
  async list(folder) {
    try {
      return await readdir(folder)
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  },
  async syncFolder(folder) {
    // Windows neither needs nor allows it: NTFS journals names with the file.
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  async freeBytes(folder) {
    const found = await statfs(folder)
    return found.bavail * found.bsize
  },
  async totalBytes(folder) {
    const found = await statfs(folder)
    return found.blocks * found.bsize
  },
}

/** By descriptor: a FileHandle costs a third more for each call, and a small file is four calls. */
class DescriptorFile implements OpenFile {
  readonly #fd: number

  constructor(fd: number) {
    this.#fd = fd
  }

  write(buffers: readonly Uint8Array[], position: number): Promise<number> {
    const [only] = buffers
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, written: number) => (error === null ? resolve(written) : reject(error))
      if (only !== undefined && buffers.length === 1) write(this.#fd, only, 0, only.byteLength, position, done)
      else writev(this.#fd, buffers, position, done)
    })
  }

  dataSync(): Promise<void> {
    return settle((done) => fdatasync(this.#fd, done))
  }

  sync(): Promise<void> {
    return settle((done) => fsync(this.#fd, done))
  }

  setModified(timeMs: number): Promise<void> {
    // Half a microsecond more, or the seconds as a float may end up just below the millisecond.
    const seconds = timeMs / 1000 + 5e-7
    return settle((done) => futimes(this.#fd, seconds, seconds, done))
  }

  truncate(sizeBytes: number): Promise<void> {
    return settle((done) => ftruncate(this.#fd, sizeBytes, done))
  }

  size(): Promise<number> {
    return new Promise((resolve, reject) => {
      fstat(this.#fd, (error, stats) => (error === null ? resolve(stats.size) : reject(error)))
    })
  }

  close(): Promise<void> {
    return settle((done) => close(this.#fd, done))
  }
}

function settle(call: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())))
}
