import type { ShareLinkBody } from '#lib/contracts/http/share-links.ts'

export const UNTILS = ['hour', 'day', 'week', 'month', 'never'] as const
export type Until = (typeof UNTILS)[number]

const HOUR_MS = 3_600_000
const LENGTH_MS: Record<Exclude<Until, 'never'>, number> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
}

/** What a person fills in about a link; 0 stands for no limit. */
export interface LinkDraft {
  readonly isDrop: boolean
  readonly until: Until
  readonly visitors: number
  readonly dropBytes: number
  readonly dropFiles: number
  readonly password: string
}

export const NEW_LINK: LinkDraft = {
  ...{ isDrop: false, until: 'week', visitors: 0 },
  ...{ dropBytes: 10_000_000_000, dropFiles: 0, password: '' },
}

export const MIN_LINK_PASSWORD = 4

export function isPasswordShort({ password }: LinkDraft): boolean {
  return password !== '' && [...password].length < MIN_LINK_PASSWORD
}

/** @param now as the vault has it: clocks of devices differ */
export function toBody(draft: LinkDraft, entries: readonly string[], now: number): ShareLinkBody {
  const limit = (count: number) => (count === 0 ? null : count)
  return {
    entries: [...entries],
    expiresAt: draft.until === 'never' ? null : now + LENGTH_MS[draft.until],
    maxDownloads: draft.isDrop ? null : limit(draft.visitors),
    password: draft.password === '' ? null : draft.password,
    drop: draft.isDrop ? { maxBytes: limit(draft.dropBytes), maxFiles: limit(draft.dropFiles) } : null,
  }
}
