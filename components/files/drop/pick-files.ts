import type { ChosenFiles } from './walk-dropped.ts'

type Picker = (options: { multiple: boolean }) => Promise<FileSystemFileHandle[]>

/**
 * Asks for files with handles, which let a reloaded page go on with one tap. Only Chromium on a secure page can; the
 * caller then takes an `<input>`. Null when nothing was chosen.
 */
export async function pickFiles(): Promise<ChosenFiles | null | 'unsupported'> {
  // Not in the DOM library of TypeScript.
  const picker = (window as { showOpenFilePicker?: Picker }).showOpenFilePicker
  if (!picker) return 'unsupported'
  try {
    const handles = await picker.call(window, { multiple: true })
    const files = await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), path: '', handle })))
    return { files, emptyFolders: [], unreadable: [] }
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : 'unsupported'
  }
}
