/**
 * Everything about how much is used, in the memory of the page: one upload changes the room, the person and the disk.
 */
export const USAGE_KEY = ['usage'] as const
