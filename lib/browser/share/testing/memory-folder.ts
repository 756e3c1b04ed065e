type Item = MemoryFolder | MemoryFile

const missing = () => new DOMException('there is no such thing', 'NotFoundError')

/** The parts of the origin private file system that Hearth uses, in memory, with a limit like that of a browser. */
export class MemoryFolder {
  readonly kind = 'directory'
  readonly name: string
  readonly items = new Map<string, Item>()
  readonly disk: { freeBytes: number }

  constructor(name = '', disk = { freeBytes: Number.POSITIVE_INFINITY }) {
    this.name = name
    this.disk = disk
  }

  /** As the browser's own type, of which this is the part that is used. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle
  }

  async getDirectoryHandle(name: string, options: { create?: boolean } = {}): Promise<MemoryFolder> {
    const found = this.items.get(name)
    if (found instanceof MemoryFolder) return found
    if (!options.create) throw missing()
    const made = new MemoryFolder(name, this.disk)
    this.items.set(name, made)
    return made
  }

  async getFileHandle(name: string, options: { create?: boolean } = {}): Promise<MemoryFile> {
    const found = this.items.get(name)
    if (found instanceof MemoryFile) return found
    if (!options.create) throw missing()
    const made = new MemoryFile(name, this)
    this.items.set(name, made)
    return made
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.items.delete(name)) throw missing()
  }

  async *values(): AsyncGenerator<Item> {
    yield* [...this.items.values()]
  }

  /** The paths of everything below. */
  paths(): string[] {
    return [...this.items.values()].flatMap((item) =>
      item instanceof MemoryFolder ? [item.name, ...item.paths().map((path) => `${item.name}/${path}`)] : [item.name],
    )
  }
}

export class MemoryFile {
  readonly kind = 'file'
  name: string
  #folder: MemoryFolder
  #bytes = new Uint8Array()

  constructor(name: string, folder: MemoryFolder) {
    this.name = name
    this.#folder = folder
  }

  async getFile(): Promise<File> {
    return new File([this.#bytes], this.name)
  }

  async move(folder: MemoryFolder, name: string): Promise<void> {
    this.#folder.items.delete(this.name)
    this.name = name
    this.#folder = folder
    folder.items.set(name, this)
  }

  async createWritable() {
    const swap = `${this.name}.crswap`
    await this.#folder.getFileHandle(swap, { create: true })
    const pieces: Uint8Array[] = []
    const end = () => this.#folder.items.delete(swap)
    return {
      write: async (piece: Uint8Array) => {
        this.#folder.disk.freeBytes -= piece.length
        if (this.#folder.disk.freeBytes < 0) throw new DOMException('full', 'QuotaExceededError')
        pieces.push(piece.slice())
      },
      close: async () => {
        end()
        this.#bytes = new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer())
      },
      abort: async () => void end(),
    }
  }
}
