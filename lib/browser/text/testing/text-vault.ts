import type { EntryView } from '#lib/contracts/http/entries.ts'
import { encodeUtf8 } from '#lib/core/bytes/utf8.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { TextDoor } from '../text-door.ts'
import { TextSession, type TextSessionDeps } from '../text-session.ts'
import type { OpenText, TextSurface } from '../text-state.ts'

export const MILA = { kind: 'account' as const, id: 'mila', name: 'Mila', self: false }

/** A vault with one file that keeps every content, and may be out of reach. */
export function createVault(first: string | Uint8Array) {
  const contents = [typeof first === 'string' ? encodeUtf8(first) : first]
  const copies: string[] = []
  const vault = {
    contents,
    copies,
    isAway: false,
    losesAnswers: false,
    mayChange: true,
    text: () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(contents.at(-1)),
    put: (text: string) => void contents.push(encodeUtf8(text)),
  }
  const idOf = (index: number) => `content-${index}`
  const current = () => idOf(contents.length - 1)
  const reach = () => {
    if (vault.isAway) throw new VaultError('unavailable', { details: { offline: true } })
  }
  const entry = (): EntryView => ({
    ...{ id: 'note', placeId: 'main', kind: 'file', type: 'text', name: 'note.txt', path: 'note.txt', mime: null },
    ...{ sizeBytes: contents.at(-1)?.length ?? 0, childCount: null, modifiedAt: 1, addedAt: 1, sha256: null },
    ...{ contentId: current(), addedBy: null, state: 'live', may: { change: vault.mayChange, delete: true } },
  })
  const door: TextDoor = {
    async find() {
      reach()
      return entry()
    },
    async load() {
      reach()
      return { contentId: current(), bytes: contents.at(-1) ?? new Uint8Array() }
    },
    async save(_id, bytes, contentId) {
      reach()
      if (contentId !== current()) {
        const facts = { etag: `"${current()}"`, contentId: current(), sizeBytes: 1 }
        return { kind: 'behind', current: { ...facts, savedAt: 5, savedBy: MILA } }
      }
      contents.push(bytes)
      const saved = current()
      if (vault.losesAnswers) throw new VaultError('unavailable', { details: { offline: true } })
      return { kind: 'saved', entry: entry(), contentId: saved }
    },
    async saveCopy(of, bytes) {
      reach()
      copies.push(new TextDecoder().decode(bytes))
      return { ...of, id: 'copy', name: 'note_v2.txt' }
    },
    whoReplaced: async () => ({ savedAt: 5, savedBy: MILA }),
  }
  return { vault, door }
}

/** A session over a field that shows one text. Drafts wait for `settle()`. */
export async function openSession(door: TextDoor, drafts: TextSessionDeps['drafts']) {
  const session = new TextSession({
    entryId: 'note',
    door,
    drafts,
    now: () => 1_000,
    later: () => () => {},
  })
  await session.open()
  let shown = ''
  const surface: TextSurface = {
    read: () => shown,
    show: (text) => {
      shown = text
    },
  }
  const state = () => session.getSnapshot() as OpenText
  shown = state().text
  session.attach(surface)
  const type = (text: string) => {
    shown = text
    session.edited()
  }
  return { session, state, type, shown: () => shown }
}
