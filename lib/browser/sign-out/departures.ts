/** How often somebody signed out in this browser. Not who: nothing of them may be left. */
const COUNT = 'hearth-departures'

/**
 * What was opened for a person may go on writing only while this is the number it was then: another tab may have signed
 * them out, and what is written after that would stay on the device.
 */
export function countDepartures(storage: () => Storage): number {
  try {
    return Number(storage().getItem(COUNT) ?? 0)
  } catch {
    return 0
  }
}

export function noteDeparture(storage: () => Storage): void {
  try {
    storage().setItem(COUNT, String(countDepartures(storage) + 1))
  } catch {
    // Blocked site data keeps nothing either.
  }
}

/** Whether nobody has signed out since this was called. */
export function watchDepartures(storage: () => Storage): () => boolean {
  const before = countDepartures(storage)
  return () => countDepartures(storage) === before
}
