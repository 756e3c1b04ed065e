import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destination, type Logger, pino } from 'pino'

/**
 * JSON lines in `<data>/logs/hearth.log`. Lines are gathered for a moment, so that the access log costs a busy vault
 * little; warnings and errors come with the next flush, and `close` writes what is left.
 */
export function openLog(dataPath: string, level: string): { log: Logger; close: () => void } {
  const folder = join(dataPath, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = destination({ dest: join(folder, 'hearth.log'), mode: 0o600, minLength: 4096, sync: false })
  const flush = setInterval(() => file.flush(), 1_000)
  flush.unref()
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, file)
  return {
    log,
    close: () => {
      clearInterval(flush)
      file.flushSync()
    },
  }
}
