/** What was opened, closed again in the opposite order, each part also when another one fails. */
export class Closers {
  readonly #stack: { name: string; close: (deadline: AbortSignal) => Promise<unknown> | unknown }[] = []

  add(name: string, close: (deadline: AbortSignal) => Promise<unknown> | unknown): void {
    this.#stack.push({ name, close })
  }

  /** A part that does not end by the deadline is left behind, so that those below it still close in time. */
  async closeAll(deadline: AbortSignal, onError: (name: string, error: unknown) => void): Promise<void> {
    const late = whenAborted(deadline)
    for (const { name, close } of this.#stack.splice(0).reverse()) {
      try {
        await Promise.race([close(deadline), late])
      } catch (error) {
        onError(name, error)
      }
    }
  }
}

/** Resolves a moment after the deadline: long enough for what only has to close a file. */
async function whenAborted(deadline: AbortSignal): Promise<void> {
  if (!deadline.aborted) await new Promise((resolve) => deadline.addEventListener('abort', resolve, { once: true }))
  await new Promise((resolve) => setTimeout(resolve, 250))
}
