import { StartRefusal } from './start-refusal.ts'

export interface PortAttempt {
  readonly flag: '--port' | '--http-port'
  readonly port: number
  readonly platform: NodeJS.Platform
}

/**
 * Turns a failed `listen` into words; null when the error is another one and belongs to the caller.
 */
export function portRefusal(error: unknown, attempt: PortAttempt): StartRefusal | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const lines = linesFor(code, attempt)
  return lines === null ? null : new StartRefusal('port', lines.join('\n'), { cause: error })
}

function linesFor(code: unknown, { flag, port, platform }: PortAttempt): string[] | null {
  const other = `Choose another port with ${flag} PORT.`
  if (code === 'EADDRINUSE') {
    return [
      `Port ${port} (${flag}) is taken by another program.`,
      `Often it is a vault that still runs. "${whoHolds(port, platform)}" tells who holds it.`,
      other,
    ]
  }
  if (code === 'EACCES') {
    const why = port < 1024 ? 'Ports below 1024 are for the administrator.' : 'The system keeps it for itself.'
    return [`Port ${port} (${flag}) may not be opened by this user.`, why, other]
  }
  if (code === 'EADDRNOTAVAIL')
    return ['An address given with --bind is not one of this machine.', 'Leave --bind out to listen everywhere.']
  return null
}

function whoHolds(port: number, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `netstat -ano | findstr :${port}`
  return platform === 'darwin' ? `lsof -nP -iTCP:${port} -sTCP:LISTEN` : `ss -ltnp 'sport = :${port}'`
}
