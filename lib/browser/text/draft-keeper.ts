import type { BrowserStore, StoredDraft } from '../db/browser-store.ts'

export interface DraftKeeperDeps {
  readonly entryId: string
  readonly drafts: Pick<BrowserStore, 'findDraft' | 'saveDraft' | 'removeDraft'>
  readonly now: () => number
  /** Runs once after a pause; returns how to call it off. */
  readonly later: (run: () => void) => () => void
}

/** The draft of one text. A browser that keeps nothing must not stand in the way of a save, so nothing here fails. */
export class DraftKeeper {
  readonly #deps: DraftKeeperDeps
  #callOff: (() => void) | null = null
  #isOver = false

  constructor(deps: DraftKeeperDeps) {
    this.#deps = deps
  }

  find(): Promise<StoredDraft | null> {
    const { drafts, entryId } = this.#deps
    return drafts.findDraft(entryId).catch(() => null)
  }

  /** After the last of many keys. */
  soon(run: () => void): void {
    this.cancel()
    this.#callOff = this.#deps.later(run)
  }

  cancel(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  async keep(text: string, contentId: string): Promise<void> {
    const { drafts, entryId, now } = this.#deps
    if (!this.#isOver) await drafts.saveDraft({ entryId, text, contentId, at: now() }).catch(() => undefined)
  }

  async forget(): Promise<void> {
    this.cancel()
    await this.#deps.drafts.removeDraft(this.#deps.entryId).catch(() => undefined)
  }

  /** What is written is saved elsewhere or was given up: it is no draft any more. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.forget()
  }
}
