import { VaultError } from '#lib/core/errors/vault-error.ts'

const LATER: ReadonlySet<string> = new Set(['unavailable', 'disk_full', 'shutting_down'])

/** Whether a write that failed may do better by itself; what the database refuses as such it refuses again. */
export const isForLater = (error: unknown): boolean => error instanceof VaultError && LATER.has(error.code)
