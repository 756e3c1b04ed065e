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

/** Whether every download of this file is written down as given to the browser; what follows runs in the page, alone. */
export async function isHandedOver(name: string): Promise<boolean> {
  const found = (await indexedDB.databases()).find((one) => one.name?.startsWith('hearth-account-'))
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(found?.name ?? '')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const pins = await new Promise<{ kind: string; entry: { name: string }; isHandedOver?: boolean }[]>((resolve) => {
    const request = db.transaction('pins').objectStore('pins').getAll()
    request.onsuccess = () => resolve(request.result)
  })
  db.close()
  const downloads = pins.filter(({ kind, entry }) => kind === 'download' && entry.name === name)
  return downloads.length > 0 && downloads.every((download) => download.isHandedOver === true)
}
