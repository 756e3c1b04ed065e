/** What came in by dropping, pasting or choosing: files with the folder they lay in, and folders without any. */
export interface ChosenFiles {
  files: ChosenFile[]
  /** Paths of folders that hold nothing. */
  emptyFolders: string[]
  /** Names that could not be read. */
  unreadable: string[]
}

export interface ChosenFile {
  file: File
  /** Folders above the file, as it was dropped; "" for a single file. */
  path: string
  /** Lets a reloaded page read the file again after one tap. */
  handle: FileSystemFileHandle | null
}

const EMPTY: ChosenFiles = { files: [], emptyFolders: [], unreadable: [] }

/**
 * Everything in a drop, folders walked to their end. The list of a drop is only alive while its event is handled, so
 * everything is taken from it before the first wait.
 */
export async function walkDropped(transfer: DataTransfer): Promise<ChosenFiles> {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const taken = items.map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
    // Only Chromium has handles, and only on a secure page.
    handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
  }))
  const parts = await Promise.all(
    taken.map(async ({ entry, file, handle }) => {
      const known = await handle
      if (entry?.isDirectory) return walkEntry(entry, '')
      if (!file) return { ...EMPTY, unreadable: [entry?.name ?? ''] }
      return { ...EMPTY, files: [{ file, path: '', handle: known?.kind === 'file' ? asFileHandle(known) : null }] }
    }),
  )
  return mergeChosen(parts)
}

/** The files of an `<input>`; those of a chosen folder know where they lay. */
export function fromFileList(list: FileList): ChosenFiles {
  const files = [...list].map((file) => {
    const { webkitRelativePath: whole } = file
    return { file, path: whole.includes('/') ? whole.slice(0, whole.lastIndexOf('/')) : '', handle: null }
  })
  return { ...EMPTY, files }
}

function mergeChosen(parts: readonly ChosenFiles[]): ChosenFiles {
  return {
    files: parts.flatMap(({ files }) => files),
    emptyFolders: parts.flatMap(({ emptyFolders }) => emptyFolders),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
  }
}

async function walkEntry(entry: FileSystemEntry, path: string): Promise<ChosenFiles> {
  try {
    if (isFileEntry(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
      return { ...EMPTY, files: [{ file, path, handle: null }] }
    }
    if (!isDirectoryEntry(entry)) return EMPTY
    const own = path === '' ? entry.name : `${path}/${entry.name}`
    const children = await readAll(entry)
    if (children.length === 0) return { ...EMPTY, emptyFolders: [own] }
    // One folder after the other: a phone's memory is small, and the tree may be large.
    const parts: ChosenFiles[] = []
    for (const child of children) parts.push(await walkEntry(child, own))
    return mergeChosen(parts)
  } catch {
    return { ...EMPTY, unreadable: [entry.name] }
  }
}

/** Chromium gives a hundred at a time, and nothing when there are no more. */
async function readAll(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

/** A handle of the kind "file" is one. */
function asFileHandle(handle: FileSystemHandle): FileSystemFileHandle {
  return handle as FileSystemFileHandle
}
