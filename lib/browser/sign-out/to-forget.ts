/** Who is to be forgotten, noted before anything is deleted: a browser that is closed midway goes on the next time. */
const NOTE = 'hearth-to-forget'

/** Null also where the browser keeps nothing, for then nothing is to be forgotten. */
export function personToForget(storage: () => Storage): string | null {
  try {
    return storage().getItem(NOTE)
  } catch {
    return null
  }
}

export function notePersonToForget(storage: () => Storage, personName: string | null): void {
  try {
    if (personName === null) storage().removeItem(NOTE)
    else storage().setItem(NOTE, personName)
  } catch {
    // Blocked site data: what cannot be deleted now is deleted with the browser's own means.
  }
}
