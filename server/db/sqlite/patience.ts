import { setTimeout as sleep } from 'node:timers/promises'
import { classifyFailure } from './sqlite-failure.ts'

const PATIENCE_MS = 60_000
const PAUSE_MS = 50

/**
 * Another process (a backup, the sqlite3 shell) may hold the database for a while: tries again for a minute.
 * @throws the last error
 */
export async function whenNotBusy<T>(attempt: () => T, patienceMs = PATIENCE_MS): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (classifyFailure(error).kind !== 'busy' || performance.now() >= deadline) throw error
    }
    await sleep(PAUSE_MS)
  }
}
