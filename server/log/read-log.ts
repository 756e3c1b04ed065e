import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogComponent, LogLevelName, LogLine } from '#lib/contracts/http/admin.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { asideName, CURRENT_NAME, type LogFile, listAside } from './log-file.ts'
import { parseLine } from './parse-line.ts'

/** A place between two lines: the number of the file, and bytes from its start. */
export interface LogPlace {
  readonly number: number
  readonly offset: number
}

export interface LogQuery {
  readonly component?: LogComponent | undefined
  /** This one and worse. */
  readonly level?: LogLevelName | undefined
  readonly text?: string | undefined
  /** Only lines before this place. */
  readonly cursor?: string | undefined
  /** Only lines from this place on. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface LogPage {
  readonly lines: LogLine[]
  readonly nextCursor: string | null
  readonly newest: string
}

const CHUNK_BYTES = 64 << 10
/** A longer line is not one of ours. */
const MAX_LINE_BYTES = 256 << 10
/** One answer reads this much at most; the cursor goes on from there. */
const MAX_READ_BYTES = 16 << 20

/** Reads the log from its end backwards, chunk by chunk: an answer costs the same whether 1 or 100 MB lie there. */
export async function readLog(file: LogFile, query: LogQuery): Promise<LogPage> {
  await file.flush()
  const end = await endOf(file)
  const from = query.cursor === undefined ? end : parsePlace(query.cursor)
  const until = query.after === undefined ? null : parsePlace(query.after)
  const matches = matcherOf(query)
  const aside = await listAside(file.folder)
  const numbers = [...aside, file.number].filter((number) => number <= from.number && number >= (until?.number ?? 0))
  const lines: LogLine[] = []
  let readBytes = 0
  let position: LogPlace = from
  for (const number of [...new Set(numbers)].reverse()) {
    const handle = await openPart(file, number)
    if (handle === null) continue
    try {
      const { size } = await handle.stat()
      const top = number === from.number ? Math.min(from.offset, size) : size
      const bottom = until !== null && number === until.number ? until.offset : 0
      for await (const { offset, text } of linesBackwards(handle, top, bottom)) {
        readBytes += text.length
        position = { number, offset }
        const line = matches(text) ? parseLine(formatPlace(position), text) : null
        if (line !== null && matches.parsed(line)) lines.push(line)
        if (lines.length >= query.limit || readBytes >= MAX_READ_BYTES) {
          return { lines, nextCursor: formatPlace(position), newest: formatPlace(end) }
        }
      }
    } finally {
      await handle.close()
    }
  }
  return { lines, nextCursor: null, newest: formatPlace(end) }
}

async function endOf(file: LogFile): Promise<LogPlace> {
  const handle = await openPart(file, file.number)
  if (handle === null) return { number: file.number, offset: 0 }
  try {
    return { number: file.number, offset: (await handle.stat()).size }
  } finally {
    await handle.close()
  }
}

/** Null when it was deleted meanwhile. One that is just put aside is found under its new name. */
async function openPart(file: LogFile, number: number): Promise<FileHandle | null> {
  for (const name of number === file.number ? [CURRENT_NAME] : [asideName(number)]) {
    try {
      return await open(join(file.folder, name), 'r')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  return null
}

async function* linesBackwards(
  handle: FileHandle,
  top: number,
  bottom: number,
): AsyncGenerator<{ offset: number; text: string }> {
  let position = top
  // Bytes whose line begins before `position`.
  let tail: Buffer = Buffer.alloc(0)
  while (position > bottom) {
    const length = Math.min(CHUNK_BYTES, position - bottom)
    const chunk = Buffer.alloc(length)
    const { bytesRead } = await handle.read(chunk, 0, length, position - length)
    if (bytesRead < length) return
    position -= length
    let rest: Buffer = Buffer.concat([chunk, tail])
    for (;;) {
      // The line break that ends the line before; the last byte is the break of the line itself.
      const before = rest.length < 2 ? -1 : rest.lastIndexOf(0x0a, rest.length - 2)
      if (before === -1) break
      yield { offset: position + before + 1, text: rest.toString('utf8', before + 1) }
      rest = rest.subarray(0, before + 1)
    }
    tail = rest.length > MAX_LINE_BYTES ? Buffer.from('\n') : Buffer.from(rest)
  }
  if (tail.length > 1) yield { offset: bottom, text: tail.toString('utf8') }
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** The text is looked for before a line is parsed: most lines are not what is looked for. */
function matcherOf({ component, level, text }: LogQuery) {
  const wanted = text?.trim().toLowerCase() ?? ''
  const least = LEVELS.indexOf(level ?? 'trace')
  const matches = (line: string): boolean =>
    (component === undefined || line.includes(`"component":"${component}"`)) &&
    (wanted === '' || line.toLowerCase().includes(wanted))
  const parsed = (line: LogLine): boolean =>
    (component === undefined || line.component === component) && LEVELS.indexOf(line.level) >= least
  return Object.assign(matches, { parsed })
}

const formatPlace = ({ number, offset }: LogPlace): string => `${number}.${offset}`

/** @throws VaultError `invalid_cursor` */
function parsePlace(text: string): LogPlace {
  const match = /^(\d{1,9})\.(\d{1,12})$/.exec(text)
  if (match === null) throw new VaultError('invalid_cursor')
  return { number: Number(match[1]), offset: Number(match[2]) }
}
