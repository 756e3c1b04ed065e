/** The address of a folder of a place. By id, so that a link outlives a new name. */
export function placeHref(placeId: string, path = ''): string {
  const query = new URLSearchParams(path === '' ? { id: placeId } : { id: placeId, path })
  return `/place?${query}`
}

export function trashHref(placeId: string): string {
  return `/trash?${new URLSearchParams({ id: placeId })}`
}

/** Of a room its own page; drives are all on one. */
export function placeSettingsHref(placeId: string, kind: 'room' | 'drive' | 'personal' = 'room'): string {
  if (kind === 'drive') return '/admin?tab=drives'
  return `/place/settings?${new URLSearchParams({ id: placeId })}`
}
