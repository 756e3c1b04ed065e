/** Held while a film or sound plays in any tab; a pin that is fetched meanwhile keeps back. */
const LOCK = 'hearth-playing'

/** Says that something plays, until the returned function is called. */
export function sayPlaying(locks: LockManager | undefined): () => void {
  if (!locks) return () => {}
  const over = new AbortController()
  locks
    .request(
      LOCK,
      { mode: 'shared', signal: over.signal },
      () =>
        new Promise<void>((resolve) => {
          over.signal.addEventListener('abort', () => resolve())
        }),
    )
    .catch(() => undefined)
  return () => over.abort()
}

export async function isPlaying(locks: LockManager | undefined): Promise<boolean> {
  const held = (await locks?.query())?.held ?? []
  return held.some(({ name }) => name === LOCK)
}
