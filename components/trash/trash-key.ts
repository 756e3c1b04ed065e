/** The trash of a place, in the memory of the page. */
export const trashKey = (placeId: string) => ['trash', placeId] as const
