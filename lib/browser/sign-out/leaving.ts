let leaves = false

/** From now on this page is on its way out: a database that is taken from it is no reason to load it anew. */
export function beginToLeave(): void {
  leaves = true
}

export function isLeaving(): boolean {
  return leaves
}
