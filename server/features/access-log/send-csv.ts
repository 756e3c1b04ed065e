import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { AccessFilter, AccessLine } from '#lib/contracts/http/access-log.ts'
import { contentDisposition } from '#lib/core/bytes/content-disposition.ts'
import { type CsvCell, csvLine } from '#lib/core/csv/csv-line.ts'
import type { LinesPage } from './list-lines.ts'

export type ReadLines = (query: AccessFilter & { cursor?: string | undefined; limit: number }) => Promise<LinesPage>

const COLUMNS: readonly (readonly [string, (line: AccessLine) => CsvCell])[] = [
  ['began', ({ at }) => new Date(at).toISOString()],
  ['ended', ({ endedAt }) => new Date(endedAt).toISOString()],
  ['kind', ({ kind }) => kind],
  ['detail', ({ detail }) => detail],
  ['who', ({ who }) => who.kind],
  ['name', ({ who }) => who.name],
  ['id', ({ who }) => who.id],
  ['link', ({ link }) => link?.name ?? null],
  ['room', ({ place }) => place.owner || place.name],
  ['file', ({ name }) => name],
  ['file_bytes', ({ sizeBytes }) => sizeBytes],
  ['bytes', ({ bytes }) => bytes],
  ['of_the_file', ({ coveredBytes }) => coveredBytes],
  ['address', ({ address }) => address],
  ['device', ({ agent }) => agent],
]
const PER_PAGE = 500

/** All lines that fit, a page at a time and no faster than they are taken. */
export async function sendCsv(
  filter: AccessFilter,
  day: string,
  read: ReadLines,
  response: ServerResponse,
): Promise<void> {
  let page = await read({ ...filter, limit: PER_PAGE })
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': contentDisposition('attachment', `access-log-${day}.csv`),
    'cache-control': 'no-store',
  })
  // Spreadsheets take a table without this mark for one in the letters of their own country.
  response.write(`\uFEFF${csvLine(COLUMNS.map(([name]) => name))}`)
  for (;;) {
    const text = page.lines.map((line) => csvLine(COLUMNS.map(([, cell]) => cell(line)))).join('')
    if (text !== '' && !response.write(text) && !response.destroyed) {
      await Promise.race([once(response, 'drain'), once(response, 'close')])
    }
    if (response.destroyed) return
    if (page.nextCursor === null) break
    page = await read({ ...filter, cursor: page.nextCursor, limit: PER_PAGE })
  }
  response.end()
}
