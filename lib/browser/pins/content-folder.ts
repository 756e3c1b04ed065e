/** Where the bytes of a person's pins lie in OPFS, a file for each content: `people/<store name>/pins/<contentId>`. */
export async function openContentFolder(
  storeName: string,
  options: { create: boolean },
): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory()
  for (const name of ['people', storeName, 'pins']) folder = await folder.getDirectoryHandle(name, options)
  return folder
}

/** Null when it is not there. */
export async function findContentFile(storeName: string, contentId: string): Promise<File | null> {
  try {
    const folder = await openContentFolder(storeName, { create: false })
    return await (await folder.getFileHandle(contentId)).getFile()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null
    throw error
  }
}

/** Once nobody writes it: a file that is open for writing cannot be removed. A reader keeps what it has begun. */
export async function removeContentFile(storeName: string, contentId: string): Promise<void> {
  try {
    const folder = await openContentFolder(storeName, { create: false })
    await folder.removeEntry(contentId)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error
  }
}

/** The names and sizes of all that lies there, also of what a killed browser left behind. */
export async function listContentFiles(storeName: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  const folder = await openContentFolder(storeName, { create: true })
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'file') sizes.set(name, (await (handle as FileSystemFileHandle).getFile()).size)
  }
  return sizes
}
