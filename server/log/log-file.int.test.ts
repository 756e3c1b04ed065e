import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type Log, openLog } from './log.ts'
import { CURRENT_NAME, LogFile, listAside } from './log-file.ts'
import { type LogQuery, readLog } from './read-log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-log-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const lineOf = (count: number) => `${JSON.stringify({ count, filling: 'x'.repeat(80) })}\n`

/** Every line of all files, in the order they were written. */
async function readAll(): Promise<string[]> {
  const names = (await readdir(folder)).toSorted(
    (a, b) => Number(a === CURRENT_NAME) - Number(b === CURRENT_NAME) || a.localeCompare(b),
  )
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.join('').split('\n').slice(0, -1)
}

describe('the file of the log', () => {
  it('loses no line and tears none while it turns to a new file again and again', async () => {
    const file = await LogFile.open({ folder, maxBytes: 2_000, keepFiles: 1_000, flushMs: 5 })
    for (let count = 0; count < 3_000; count++) {
      file.write(lineOf(count))
      if (count % 20 === 0) await file.flush()
    }
    await file.close()
    expect((await readAll()).map((line) => JSON.parse(line).count)).toEqual(
      Array.from({ length: 3_000 }, (_, at) => at),
    )
    expect((await listAside(folder)).length).toBeGreaterThan(50)
  })

  it('keeps as many files as it should, each for nobody else to read', async () => {
    const file = await LogFile.open({ folder, maxBytes: 500, keepFiles: 3 })
    for (let count = 0; count < 100; count++) {
      file.write(lineOf(count))
      await file.flush()
    }
    await file.close()
    const names = await readdir(folder)
    expect(names).toHaveLength(3)
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    expect((await readAll()).at(-1)).toBe(lineOf(99).trim())
  })

  it('goes on in the same file after a restart, and makes one private that was not', async () => {
    const first = await LogFile.open({ folder })
    first.write(lineOf(1))
    await first.close()
    await chmod(join(folder, CURRENT_NAME), 0o644)
    const second = await LogFile.open({ folder })
    second.write(lineOf(2))
    await second.close()
    expect(await readAll()).toEqual([lineOf(1).trim(), lineOf(2).trim()])
    expect((await stat(join(folder, CURRENT_NAME))).mode & 0o777).toBe(0o600)
  })

  it('keeps lines while the disk refuses them, and tells that it does', async () => {
    const file = await LogFile.open({ folder, maxBytes: 100 })
    file.write(lineOf(1))
    await file.flush()
    // A full file cannot be put aside where the folder is gone.
    await rm(folder, { recursive: true })
    file.write(lineOf(2))
    await file.flush()
    expect(file.trouble).not.toBeNull()
    const { mkdir } = await import('node:fs/promises')
    await mkdir(folder)
    file.write(lineOf(3))
    await file.flush()
    expect(file.trouble).toBeNull()
    await file.close()
    expect(await readAll()).toEqual([lineOf(2).trim(), lineOf(3).trim()])
  })
})

describe('reading the log', () => {
  let log: Log
  beforeEach(async () => {
    log = await openLog({ folder, level: 'info', maxBytes: 4_000, keepFiles: 50 })
  })
  afterEach(() => log.close())

  const read = (query: Partial<LogQuery> = {}) => readLog(log.file, { limit: 100, ...query })
  const messages = async (query: Partial<LogQuery> = {}) => (await read(query)).lines.map(({ message }) => message)

  it('gives the newest first, page by page over many files, each line once', async () => {
    for (let count = 0; count < 500; count++) {
      log.of.http.info({ path: 'ä'.repeat(20) }, `line ${count}`)
      if (count % 10 === 0) await log.file.flush()
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await read({ cursor, limit: 37 })
      seen.push(...page.lines.map(({ message }) => message))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(Array.from({ length: 500 }, (_, at) => `line ${499 - at}`))
    expect((await listAside(folder)).length).toBeGreaterThan(5)
  })

  it('finds by component, by how bad it is, and by text in any case', async () => {
    log.of.http.info('a request')
    log.of.jobs.warn({ kind: 'Hash' }, 'a job')
    log.of.jobs.info('another job')
    log.of.database.error({ err: new VaultError('disk_full') }, 'no commit')
    expect(await messages({ component: 'jobs' })).toEqual(['another job', 'a job'])
    expect(await messages({ level: 'warn' })).toEqual(['no commit', 'a job'])
    expect(await messages({ text: 'HASH' })).toEqual(['a job'])
    expect(await messages({ text: 'disk_full', component: 'jobs' })).toEqual([])
  })

  it('tells only what is new since a place, also when the file was put aside meanwhile', async () => {
    log.of.vault.info('before')
    const { newest } = await read()
    expect(await messages({ after: newest })).toEqual([])
    for (let count = 0; count < 60; count++) {
      log.of.vault.info({ filling: 'x'.repeat(100) }, `after ${count}`)
      await log.file.flush()
    }
    expect(await messages({ after: newest })).toEqual(Array.from({ length: 60 }, (_, at) => `after ${59 - at}`))
  })

  it('changes the level of all components together', async () => {
    log.setLevel('warn')
    log.of.http.info('not now')
    log.of.auth.warn('this')
    log.setLevel('debug')
    log.of.sockets.debug('and this')
    expect(await messages()).toEqual(['and this', 'this'])
    expect(log.level()).toBe('debug')
  })

  it('refuses a cursor that is none, and skips a torn line', async () => {
    await expect(read({ cursor: '../x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
    log.file.write('{"level":30,"time":"20')
    log.file.write('\n')
    log.of.vault.info('whole')
    expect(await messages()).toEqual(['whole'])
  })

  it('never keeps what an error carries beside its words, nor secrets in them', async () => {
    const error = Object.assign(new Error('asked for /api/x?token=abc with pass:sesame'), { password: 'sesame' })
    log.of.vault.error({ err: error }, 'failed')
    const [line] = (await read()).lines
    expect(line?.details).not.toMatch(/sesame|token=abc/)
  })
})
