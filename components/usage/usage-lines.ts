import type { QuotaUsage, Usage } from '#lib/contracts/http/usage.ts'

export type UsageSubject = 'account' | 'guests' | 'place' | 'disk'

/** One bar: how much of what. */
export interface UsageLine {
  readonly of: UsageSubject
  readonly usedBytes: number
  /** Null without a quota. */
  readonly limitBytes: number | null
  /** 0 to 1; without a quota of the disk; null when that is not known. */
  readonly share: number | null
  readonly level: 'fine' | 'near' | 'full'
  readonly leftBytes: number
  /** Of it in the trash and in older versions; null when that is not known. */
  readonly keptBytes: number | null
}

const NEAR = 0.9

/** What to draw, the person first. Without a place that is open, only the person and the disk. */
export function usageLines({ account, guests, place, disk }: Usage, withPlace: boolean): UsageLine[] {
  const total = disk?.totalBytes ?? null
  const lines: (UsageLine | null)[] = [
    account && line('account', account, total, null),
    // All that guests have is a share of the room: without a limit of their own it tells them nothing.
    guests === null || guests.limitBytes === null ? null : line('guests', guests, total, null),
    withPlace ? line('place', place, total, place.keptBytes) : null,
    disk && line('disk', { usedBytes: disk.totalBytes - disk.freeBytes, limitBytes: disk.totalBytes }, total, null),
  ]
  return lines.filter((one) => one !== null)
}

function line(
  of: UsageSubject,
  { usedBytes, limitBytes }: QuotaUsage,
  diskBytes: number | null,
  keptBytes: number | null,
): UsageLine {
  const whole = limitBytes ?? diskBytes
  const share = whole === null ? null : whole === 0 ? 1 : Math.min(1, usedBytes / whole)
  const leftBytes = limitBytes === null ? 0 : Math.max(0, limitBytes - usedBytes)
  const isFull = limitBytes !== null && leftBytes === 0
  const isNear = limitBytes !== null && usedBytes >= limitBytes * NEAR
  return { of, usedBytes, limitBytes, share, leftBytes, keptBytes, level: isFull ? 'full' : isNear ? 'near' : 'fine' }
}

/** What needs a word, the worst first: a full disk stops everybody, then what stops this person here. */
export function worstLine(lines: readonly UsageLine[]): UsageLine | null {
  const rank = (one: UsageLine) =>
    (one.level === 'full' ? 0 : 4) + ['disk', 'account', 'guests', 'place'].indexOf(one.of)
  return lines.filter(({ level }) => level !== 'fine').sort((one, other) => rank(one) - rank(other))[0] ?? null
}
