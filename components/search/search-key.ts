/** All searches lie below this key. */
export const SEARCH_KEY = ['search'] as const
