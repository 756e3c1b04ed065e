import type { EntryView } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { readText, type TextFormat, textSize, writeText } from '#lib/core/text/text-format.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import type { SaveOutcome, TextDoor } from './text-door.ts'
import { isUnsaved, isWritable, type OpenText, type TextState, type WhoSaved } from './text-state.ts'

/** The field that a person writes in. */
export interface TextSurface {
  read(): string
  /** Takes the place of what is in it. */
  show(text: string, format: TextFormat): void
}

export interface TextSessionDeps {
  readonly entryId: string
  readonly door: TextDoor
  readonly drafts: Pick<BrowserStore, 'findDraft' | 'saveDraft' | 'removeDraft'>
  readonly now: () => number
  /** Runs once after a pause; returns how to call it off. */
  readonly later: (run: () => void) => () => void
}

const BY_HAND: WhoSaved['savedBy'] = { kind: 'disk', id: '', name: '', self: false }

/**
 * One text that is open: what was read, what is written, and how the two meet. What must hold: a save names the content
 * that was last seen here, and what was written is in the draft before a save is tried.
 */
export class TextSession {
  readonly #deps: TextSessionDeps
  readonly #listeners = new Set<() => void>()
  #state: TextState = { kind: 'loading' }
  /** The content that a save replaces, and its text; null when that was not seen. */
  #base: { contentId: string; text: string | null } = { contentId: '', text: null }
  #surface: TextSurface | null = null
  #callOff: (() => void) | null = null
  #looking = false
  /** What is written is saved elsewhere or was given up: it is no draft any more. */
  #isLeft = false

  constructor(deps: TextSessionDeps) {
    this.#deps = deps
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): TextState => this.#state

  async open(): Promise<void> {
    const { door, drafts, entryId } = this.#deps
    this.#publish({ kind: 'loading' })
    try {
      const entry = await door.find(entryId)
      if (entry.kind !== 'file') throw new VaultError('not_a_file')
      const content = entry.sizeBytes > MAX_TEXT_BYTES ? null : await door.load(entryId)
      if (content === null) return this.#publish({ kind: 'refused', entry, reason: 'too_large' })
      const result = readText(content.bytes)
      if (result.kind === 'not_text') return this.#publish({ kind: 'refused', entry, reason: result.reason })
      const draft = await drafts.findDraft(entryId).catch(() => null)
      const isNews = draft !== null && draft.text !== result.text && entry.may.change
      this.#base = { contentId: content.contentId, text: result.text }
      this.#publish({
        kind: 'open',
        ...{ entry, format: result.format, text: result.text, phase: 'saved' },
        ...{ failure: null, theirs: null, behind: null, renewed: null, setAside: null },
        draft: isNews ? draft : null,
        sizeBytes: content.bytes.length,
      })
    } catch (error) {
      this.#publish({ kind: 'failed', error })
    }
  }

  /** The field is there, until the returned function is called. */
  attach(surface: TextSurface): () => void {
    this.#surface = surface
    return () => {
      void this.settle()
      this.#surface = null
    }
  }

  /** Somebody wrote in the field. */
  edited(): void {
    const state = this.#openState()
    if (state === null) return
    if (state.phase === 'saved') this.#change({ phase: 'unsaved', renewed: null })
    this.#callOff?.()
    this.#callOff = this.#deps.later(() => void this.settle())
  }

  /** Keeps what is written as a draft, or sees that nothing is. */
  async settle(): Promise<void> {
    this.#callOff?.()
    this.#callOff = null
    const state = this.#openState()
    if (state === null || !isWritable(state) || this.#isLeft) return
    const text = this.#text()
    this.#change({ sizeBytes: textSize(text, state.format) })
    if (text !== this.#base.text) return this.#keep(text)
    if (state.phase === 'unsaved' || state.phase === 'failed') this.#change({ phase: 'saved', failure: null })
    if (state.phase !== 'conflict' && state.phase !== 'saving') await this.#forgetDraft()
  }

  async save(): Promise<void> {
    const state = this.#openState()
    if (state === null || !isWritable(state) || state.phase === 'saving' || state.phase === 'conflict') return
    const text = this.#text()
    if (text === this.#base.text) return this.settle()
    await this.#try(state, text, async (bytes) => {
      const outcome = await this.#deps.door.save(state.entry.id, bytes, this.#base.contentId)
      await this.#met(outcome, text, bytes)
    })
  }

  /** Mine beside theirs, under the next free name. @returns the copy, or null when that failed */
  async keepBoth(): Promise<EntryView | null> {
    const state = this.#openState()
    if (state === null || state.phase === 'saving') return null
    let copy: EntryView | null = null
    await this.#try(state, this.#text(), async (bytes) => {
      copy = await this.#deps.door.saveCopy(state.entry, bytes)
      this.#isLeft = true
      this.#change({ phase: 'saved', theirs: null, behind: null })
      await this.#forgetDraft()
    })
    return copy
  }

  /** Theirs was seen: it stays as a version. */
  async replaceTheirs(): Promise<void> {
    const theirs = this.#openState()?.theirs
    if (!theirs) return
    this.#base = { contentId: theirs.contentId, text: theirs.read?.text ?? null }
    this.#change({ phase: 'unsaved', theirs: null, behind: null })
    // Mine is what theirs is: nothing to replace.
    await this.save()
  }

  async takeTheirs(): Promise<void> {
    const theirs = this.#openState()?.theirs
    if (!theirs?.read) return
    const mine = this.#text()
    this.#show(theirs.contentId, theirs.read)
    this.#change({ theirs: null, behind: null, setAside: mine })
    await this.#forgetDraft()
  }

  /** What was put aside takes the place of theirs, unsaved. */
  takeBack(): void {
    const state = this.#openState()
    if (state === null || state.setAside === null) return
    const text = state.setAside
    this.#change({ text, setAside: null, phase: 'unsaved', sizeBytes: textSize(text, state.format) })
    this.#surface?.show(text, state.format)
    void this.settle()
  }

  /** Asked, and left open: the text stays unsaved. */
  decideLater(): void {
    const theirs = this.#openState()?.theirs
    if (theirs) this.#change({ phase: 'unsaved', theirs: null, behind: theirs })
  }

  /** Goes on with what was written earlier. If the file changed since, the next save asks. */
  takeDraft(): void {
    const state = this.#openState()
    if (!state?.draft) return
    const { text, contentId } = state.draft
    if (contentId !== this.#base.contentId) this.#base = { contentId, text: null }
    this.#change({ text, draft: null, phase: 'unsaved', sizeBytes: textSize(text, state.format) })
    this.#surface?.show(text, state.format)
  }

  async dropDraft(): Promise<void> {
    this.#change({ draft: null })
    await this.#forgetDraft()
  }

  dismissNews(): void {
    this.#change({ setAside: null, renewed: null })
  }

  /** Nothing of what is unsaved is kept. */
  async discard(): Promise<void> {
    this.#isLeft = true
    if (this.#openState() !== null) this.#change({ phase: 'saved' })
    await this.#forgetDraft()
  }

  /** Something changed in the place: shows what is new, or says so where it would go over what is written. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      await this.#look()
    } catch {
      // Away, or not allowed any more: the next save says it.
    } finally {
      this.#looking = false
    }
  }

  async #look(): Promise<void> {
    const { door, entryId } = this.#deps
    if (this.#openState() === null) return
    const entry = await door.find(entryId)
    this.#change({ entry })
    if (entry.contentId === this.#base.contentId || !this.#isIdle()) return
    const who = (await door.whoReplaced(entryId, this.#base.contentId)) ?? {
      savedAt: entry.modifiedAt,
      savedBy: BY_HAND,
    }
    const content = await door.load(entryId)
    const read = content && readText(content.bytes)
    // Saved from here, meanwhile.
    if (!content || content.contentId === this.#base.contentId || !this.#isIdle()) return
    const state = this.#openState()
    if (read?.kind !== 'text' || !state || state.draft || this.#text() !== this.#base.text) {
      this.#change({ behind: who })
      return
    }
    this.#show(content.contentId, read)
    this.#change({ renewed: who, behind: null })
  }

  async #met(outcome: SaveOutcome, text: string, bytes: Uint8Array): Promise<void> {
    if (outcome.kind === 'saved') return this.#saved(outcome.contentId, text, outcome.entry)
    const content = await this.#deps.door.load(this.#deps.entryId).catch(() => null)
    // The answer to an earlier save got lost on its way.
    if (content && isEqual(content.bytes, bytes)) return this.#saved(content.contentId, text)
    const read = content && readText(content.bytes)
    this.#change({
      phase: 'conflict',
      theirs: { ...outcome.current, ...(content ?? {}), read: read?.kind === 'text' ? read : null },
    })
  }

  async #saved(contentId: string, text: string, entry?: EntryView): Promise<void> {
    this.#base = { contentId, text }
    const isAll = this.#text() === text
    this.#change({ phase: isAll ? 'saved' : 'unsaved', behind: null, setAside: null, ...(entry ? { entry } : {}) })
    if (isAll) await this.#forgetDraft()
    else await this.settle()
  }

  /** Sends what is written; it is in the draft before, and stays there when that fails. */
  async #try(state: OpenText, text: string, send: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const { theirs, phase } = state
    const bytes = writeText(text, state.format)
    this.#change({ phase: 'saving', failure: null, renewed: null, sizeBytes: bytes.length })
    try {
      if (bytes.length > MAX_TEXT_BYTES)
        throw new VaultError('text_too_large', { details: { maxBytes: MAX_TEXT_BYTES } })
      await this.#keep(text)
      await send(bytes)
    } catch (failure) {
      this.#change({ failure, ...(phase === 'conflict' ? { phase, theirs } : { phase: 'failed' }) })
    }
  }

  #show(contentId: string, { text, format }: { text: string; format: TextFormat }): void {
    const state = this.#openState()
    if (state === null) return
    this.#base = { contentId, text }
    this.#change({ text, format, phase: 'saved', failure: null, sizeBytes: textSize(text, format) })
    this.#surface?.show(text, format)
  }

  async #keep(text: string): Promise<void> {
    const { drafts, entryId, now } = this.#deps
    // A browser that keeps nothing must not stand in the way of a save.
    await drafts.saveDraft({ entryId, text, contentId: this.#base.contentId, at: now() }).catch(() => undefined)
  }

  async #forgetDraft(): Promise<void> {
    this.#callOff?.()
    this.#callOff = null
    await this.#deps.drafts.removeDraft(this.#deps.entryId).catch(() => undefined)
  }

  #text(): string {
    const state = this.#openState()
    return this.#surface?.read() ?? state?.text ?? ''
  }

  #isIdle(): boolean {
    const phase = this.#openState()?.phase
    return phase === 'saved' || phase === 'unsaved' || phase === 'failed'
  }

  #openState(): OpenText | null {
    return this.#state.kind === 'open' ? this.#state : null
  }

  #change(change: Partial<OpenText>): void {
    if (this.#state.kind === 'open') this.#publish({ ...this.#state, ...change })
  }

  #publish(state: TextState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  /** Whether leaving would lose sight of something. */
  get isUnsaved(): boolean {
    return isUnsaved(this.#state)
  }
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}
