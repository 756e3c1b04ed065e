import type { EntryView } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type TextFormat, textSize, writeText } from '#lib/core/text/text-format.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import { DraftKeeper, type DraftKeeperDeps } from './draft-keeper.ts'
import { loadNews, loadText, settleSave } from './load-text.ts'
import type { TextDoor } from './text-door.ts'
import { isIdle, isWritable, type OpenText, type TextState, type TextSurface } from './text-state.ts'

export interface TextSessionDeps extends DraftKeeperDeps {
  readonly door: TextDoor
}

/**
 * One text that is open: what was read, what is written, and how the two meet. What must hold: a save names the content
 * that was last seen here, and what was written is in the draft before a save is tried.
 */
export class TextSession {
  readonly #deps: TextSessionDeps
  readonly #drafts: DraftKeeper
  readonly #listeners = new Set<() => void>()
  #state: TextState = { kind: 'loading' }
  /** The content that a save replaces, and its text; null when that was not seen. */
  #base: { contentId: string; text: string | null } = { contentId: '', text: null }
  #surface: TextSurface | null = null
  #looks = 0

  constructor(deps: TextSessionDeps) {
    this.#deps = deps
    this.#drafts = new DraftKeeper(deps)
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): TextState => this.#state

  async open(): Promise<void> {
    this.#publish({ kind: 'loading' })
    try {
      const found = await loadText(this.#deps.door, this.#deps.entryId)
      if (found.kind === 'refused') return this.#publish(found)
      const { entry, content, read } = found
      const draft = await this.#drafts.find()
      const isNews = draft !== null && draft.text !== read.text && entry.may.change
      this.#base = { contentId: content.contentId, text: read.text }
      this.#publish({
        kind: 'open',
        ...{ entry, format: read.format, text: read.text, phase: 'saved' },
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
    if (this.#openState()?.phase === 'saved') this.#change({ phase: 'unsaved', renewed: null })
    this.#drafts.soon(() => void this.settle())
  }

  /** Keeps what is written as a draft, or sees that nothing is. */
  async settle(): Promise<void> {
    this.#drafts.cancel()
    const state = this.#openState()
    if (state === null || !isWritable(state)) return
    const text = this.#text()
    this.#change({ sizeBytes: textSize(text, state.format) })
    if (text !== this.#base.text) return this.#drafts.keep(text, this.#base.contentId)
    if (state.phase === 'unsaved' || state.phase === 'failed') this.#change({ phase: 'saved', failure: null })
    if (state.phase !== 'conflict' && state.phase !== 'saving') await this.#drafts.forget()
  }

  async save(): Promise<void> {
    const state = this.#openState()
    if (state === null || !isWritable(state) || state.phase === 'saving' || state.phase === 'conflict') return
    const text = this.#text()
    if (text === this.#base.text) return this.settle()
    await this.#try(state, text, async (bytes) => {
      const outcome = await this.#deps.door.save(state.entry.id, bytes, this.#base.contentId)
      const met = await settleSave(this.#deps.door, state.entry.id, bytes, outcome)
      if (met.kind === 'theirs') this.#change({ phase: 'conflict', theirs: met.theirs })
      else await this.#saved(met.contentId, text, met.kind === 'saved' ? met.entry : state.entry)
    })
  }

  /** Mine beside theirs, under the next free name. @returns the copy, or null when that failed */
  async keepBoth(): Promise<EntryView | null> {
    const state = this.#openState()
    if (state === null || state.phase === 'saving') return null
    let copy: EntryView | null = null
    await this.#try(state, this.#text(), async (bytes) => {
      copy = await this.#deps.door.saveCopy(state.entry, bytes)
      this.#change({ phase: 'saved', theirs: null, behind: null })
      await this.#drafts.end()
    })
    return copy
  }

  /** Theirs was seen: it stays as a version. */
  async replaceTheirs(): Promise<void> {
    const theirs = this.#openState()?.theirs
    if (!theirs) return
    this.#base = { contentId: theirs.contentId, text: theirs.read?.text ?? null }
    this.#change({ phase: 'unsaved', theirs: null, behind: null })
    await this.save()
  }

  async takeTheirs(): Promise<void> {
    const theirs = this.#openState()?.theirs
    if (!theirs?.read) return
    const mine = this.#text()
    this.#show(theirs.contentId, theirs.read)
    this.#change({ theirs: null, behind: null, setAside: mine })
    await this.#drafts.forget()
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
    await this.#drafts.forget()
  }

  dismissNews(): void {
    this.#change({ setAside: null, renewed: null })
  }

  /** Nothing of what is unsaved is kept. */
  async discard(): Promise<void> {
    this.#change({ phase: 'saved' })
    await this.#drafts.end()
  }

  /** Something changed in the place: shows what is new, or says so where it would go over what is written. */
  async look(): Promise<void> {
    this.#looks += 1
    if (this.#looks > 1) return
    try {
      // What changed while it looked is looked at as well.
      for (let seen = 0; seen < this.#looks; ) {
        seen = this.#looks
        await this.#look()
      }
    } catch {
      // Away, or not allowed any more: the next save says it.
    } finally {
      this.#looks = 0
    }
  }

  async #look(): Promise<void> {
    const { door, entryId } = this.#deps
    const entry = await door.find(entryId)
    this.#change({ entry })
    if (entry.contentId === this.#base.contentId || !isIdle(this.#state)) return
    const { who, contentId, read } = await loadNews(door, entry, this.#base.contentId)
    // Saved from here, meanwhile.
    if (contentId === this.#base.contentId || !isIdle(this.#state)) return
    const isWritten = this.#openState()?.draft !== null || this.#text() !== this.#base.text
    if (read !== null && !isWritten) this.#show(contentId, read)
    this.#change(read === null || isWritten ? { behind: who } : { renewed: who, behind: null })
  }

  async #saved(contentId: string, text: string, entry: EntryView): Promise<void> {
    this.#base = { contentId, text }
    const isAll = this.#text() === text
    this.#change({ phase: isAll ? 'saved' : 'unsaved', behind: null, setAside: null, entry })
    if (isAll) await this.#drafts.forget()
    else await this.settle()
  }

  /** Sends what is written; it is in the draft before, and stays there when that fails. */
  async #try(state: OpenText, text: string, send: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const { theirs, phase } = state
    const bytes = writeText(text, state.format)
    this.#change({ phase: 'saving', failure: null, renewed: null, sizeBytes: bytes.length })
    try {
      if (bytes.length > MAX_TEXT_BYTES) throw new VaultError('text_too_large')
      await this.#drafts.keep(text, this.#base.contentId)
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

  #text(): string {
    return this.#surface?.read() ?? this.#openState()?.text ?? ''
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
}
