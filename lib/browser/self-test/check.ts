import type { Api } from '#lib/api/client.ts'

export const CHECKS = [
  'secure',
  'cookies',
  'clock',
  'socket',
  'upload',
  'download',
  'range',
  'worker',
  'database',
  'files',
  'storage',
  'locks',
  'peers',
  'share',
  'cast',
] as const
export type CheckId = (typeof CHECKS)[number]

/** `absent`: this browser does not have it, and the vault works without. */
export type CheckState = 'ok' | 'warn' | 'failed' | 'absent'

/** What the words speak of: milliseconds, bytes, or what the browser itself said. */
export interface Facts {
  readonly number?: number
  readonly text?: string
}

export interface CheckResult extends Facts {
  readonly state: CheckState
  /** Which sentence; each check has its own. */
  readonly outcome: Outcome
}

export type Outcome =
  | 'fine'
  | 'insecure'
  | 'missing'
  | 'refused'
  | 'blocked'
  | 'off'
  | 'slow'
  | 'signed_out'
  | 'differs'
  | 'ignored'
  | 'left_behind'
  | 'nothing_sent'
  | 'temporary'
  | 'low'
  | 'late'
  | 'broken'

export interface CheckContext {
  readonly api: Api
  /** Bytes are fetched with it, as the pages do. */
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
}

export const ok = (facts: Facts = {}): CheckResult => ({ state: 'ok', outcome: 'fine', ...facts })
export const warn = (outcome: Outcome, facts: Facts = {}): CheckResult => ({ state: 'warn', outcome, ...facts })
export const failed = (outcome: Outcome, facts: Facts = {}): CheckResult => ({ state: 'failed', outcome, ...facts })
export const absent = (): CheckResult => ({ state: 'absent', outcome: 'missing' })

/** What went wrong, in the words of whoever threw it. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error)
