/** Syncs a folder, so that names made in it survive a power cut. */
export type SyncFolder = (folder: string) => Promise<void>

/**
 * Shares syncs of the same folder: while one runs, everybody who asks waits for the same next one. A sync that began
 * before somebody asked is never taken for theirs, for it may have missed their name.
 */
export function createDirectorySyncer(sync: SyncFolder): SyncFolder {
  const running = new Map<string, Promise<void>>()
  const next = new Map<string, Promise<void>>()

  function begin(folder: string): Promise<void> {
    const work = sync(folder).finally(() => running.delete(folder))
    running.set(folder, work)
    return work
  }

  return (folder) => {
    const current = running.get(folder)
    if (current === undefined) return begin(folder)
    const waiting = next.get(folder)
    if (waiting !== undefined) return waiting
    const startNext = () => {
      next.delete(folder)
      return begin(folder)
    }
    const made = current.then(startNext, startNext)
    next.set(folder, made)
    return made
  }
}
