/** Everything about share links; the vault says when it is different. */
export const SHARE_LINKS_KEY = ['share-links'] as const
