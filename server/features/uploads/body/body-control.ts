/** How others end a body early. Either way what came is kept. */
export class BodyControl {
  readonly #stopping = new AbortController()
  readonly #wanted = new AbortController()

  /** Ends the body at once: the vault stops. */
  stop(): void {
    this.#stopping.abort()
  }

  /**
   * Somebody else wants to send the same upload. A sender whose bytes are still coming goes on; one that has fallen
   * silent, which is how a lost connection looks from here, makes way.
   */
  want(): void {
    this.#wanted.abort()
  }

  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  get wanted(): AbortSignal {
    return this.#wanted.signal
  }
}
