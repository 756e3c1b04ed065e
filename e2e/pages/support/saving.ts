/** As when another tab is chosen; what follows runs in the page, alone. */
export function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

/** In the place of the dialog of the system, which nobody can answer here. */
export function answerWithOwnFile(): void {
  Object.assign(window, {
    showSaveFilePicker: async () =>
      (await navigator.storage.getDirectory()).getFileHandle('chosen.bin', { create: true }),
  })
}

/** @returns the SHA-256 of what was saved there, which is removed */
export async function hashOwnFile(): Promise<string> {
  const root = await navigator.storage.getDirectory()
  const bytes = await (await (await root.getFileHandle('chosen.bin')).getFile()).arrayBuffer()
  await root.removeEntry('chosen.bin')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
