import { type Logger, pino } from 'pino'
import { type LogComponent, type LogLevelName, logComponentSchema } from '#lib/contracts/http/admin.ts'
import { describeError } from './error-words.ts'
import { LogFile, type LogFileOptions } from './log-file.ts'

export interface Log {
  readonly file: LogFile
  readonly of: Readonly<Record<LogComponent, Logger>>
  level(): LogLevelName
  /** Of all components together. */
  setLevel(level: LogLevelName): void
  close(): Promise<void>
}

/** JSON lines in `<folder>/hearth.log`, each with the component it comes from. */
export async function openLog(options: LogFileOptions & { level: LogLevelName }): Promise<Log> {
  const file = await LogFile.open(options)
  const base = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
    },
    { write: (line) => file.write(line) },
  )
  const loggers = logComponentSchema.options.map((component) => [component, base.child({ component })] as const)
  // One logger for each name of the list.
  const of = Object.fromEntries(loggers) as Record<LogComponent, Logger>
  let level = options.level
  return {
    file,
    of,
    level: () => level,
    setLevel(next) {
      level = next
      for (const [, logger] of loggers) logger.level = next
    },
    close: () => file.close(),
  }
}
