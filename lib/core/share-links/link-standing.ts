import type { ErrorCode } from '../errors/error-codes.ts'

/** What a link says of itself, whoever comes. */
export interface LinkTerms {
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly maxDownloads: number | null
  readonly downloads: number
}

/** Everything one visitor takes within this time of the first byte is one viewing: an evening with a film and a pause. */
export const VIEWING_MS = 12 * 3_600_000

/** Why a link opens for nobody; null when it opens. Taken back is told first: it was somebody's will. */
export function linkRefusal({ expiresAt, revokedAt }: LinkTerms, nowMs: number): ErrorCode | null {
  if (revokedAt !== null) return 'link_revoked'
  return expiresAt !== null && expiresAt <= nowMs ? 'link_expired' : null
}

/** For others than those who were counted; null: as many as come. */
export function usesLeft({ maxDownloads, downloads }: LinkTerms): number | null {
  return maxDownloads === null ? null : Math.max(0, maxDownloads - downloads)
}

export interface DropTerms {
  readonly maxBytes: number | null
  readonly maxFiles: number | null
}

/** What a drop box still takes; null: no limit of its own. */
export function dropLeft(
  terms: DropTerms,
  used: { readonly files: number; readonly bytes: number },
): { files: number | null; bytes: number | null } {
  return {
    files: terms.maxFiles === null ? null : Math.max(0, terms.maxFiles - used.files),
    bytes: terms.maxBytes === null ? null : Math.max(0, terms.maxBytes - used.bytes),
  }
}
