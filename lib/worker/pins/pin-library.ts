import { readCurrentPerson } from '#lib/browser/db/current-person.ts'
import { openPinStore, type PinStore } from '#lib/browser/db/pin-store.ts'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { findContentFile } from '#lib/browser/pins/content-folder.ts'
import type { HeldContent } from './answer-from-file.ts'

/** The pins of whoever is here, for the worker that answers in the place of the vault. */
export interface PinLibrary {
  find(entryId: string): Promise<StoredPin | null>
  /** The entries that can be read from here. */
  list(): Promise<string[]>
  /** What can be read of a pin; null when it is not there, or not the size it should have. */
  open(pin: StoredPin): Promise<HeldContent | null>
}

/** A database that waits for an older page to let go must not keep a film waiting. */
const PATIENCE_MS = 2_000

/** Null when nobody is here, or nothing is kept. */
export async function openPinLibrary(): Promise<PinLibrary | null> {
  const name = await readCurrentPerson()
  const store = name === null ? null : await storeOf(name)
  if (name === null || store === null) return null
  return {
    find: (entryId) => store.findPin(entryId),
    list: async () =>
      (await store.listPins()).filter((pin) => pin.kind === 'pin' && pin.kept !== null).map(({ id }) => id),
    async open({ kept, entry }) {
      const [stored, bytes] =
        kept === null
          ? [null, null]
          : await Promise.all([store.findContent(kept.contentId), findContentFile(name, kept.contentId)])
      if (kept === null || stored === null || bytes === null || bytes.size !== kept.sizeBytes) return null
      return { bytes, name: entry.name, headers: stored.headers }
    },
  }
}

let opened: { name: string; store: Promise<PinStore | null> } | null = null

/** One connection for as long as the worker lives, so that a film asks for it once. */
function storeOf(name: string): Promise<PinStore | null> {
  if (opened?.name === name) return opened.store
  void opened?.store.then((store) => store?.close())
  const forget = () => {
    opened = null
  }
  const opening = openPinStore({ name, onOutdated: forget, onBlocked: () => {} })
  const store = Promise.race([
    opening.catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
  ]).then((found) => {
    if (found === null) forget()
    return found
  })
  opened = { name, store }
  return store
}
