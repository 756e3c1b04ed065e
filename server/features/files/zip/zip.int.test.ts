import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createWriteStream, readdirSync, readlinkSync } from 'node:fs'
import {
  appendFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Selector } from '#lib/contracts/http/entries.ts'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { newId, systemClock } from '#server/clock.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import { sendProblem } from '#server/http/problem.ts'
import { factsOf, mtimeMsOf } from '../disk/file-facts.ts'
import { nameColumns, typeKey } from '../entries/entry-columns.ts'
import { openTestVault, type TestVault } from '../testing/test-vault.ts'
import { planZip } from './plan-zip.ts'
import { SendZip } from './send-zip.ts'

const run = promisify(execFile)
let vault: TestVault
let server: Server
let origin: string
let scratch: string
/** What the handler of the last request ended with. */
let ended: Promise<unknown> = Promise.resolve()

beforeAll(async () => {
  vault = await openTestVault()
  scratch = await mkdtemp(join(tmpdir(), 'hearth-zip-'))
  const zip = new SendZip(vault)
  server = createServer((request, response) => {
    const selector = JSON.parse(new URL(request.url ?? '/', 'http://x').searchParams.get('of') ?? '{}') as Selector
    ended = planZip(vault.place, selector, vault)
      .then((plan) => zip.send(plan, 'all', response))
      .catch((error: unknown) => {
        sendProblem(response, error, 'r')
        return error
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(scratch, { recursive: true })
  await vault.remove()
})

const addressOf = (selector: Selector) => `${origin}/?of=${encodeURIComponent(JSON.stringify(selector))}`
const folder = (path: string): Selector => ({ kind: 'folder', path, except: [] })
const begin = (selector: Selector) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(addressOf(selector), resolve).on('error', reject)
  })

async function save(selector: Selector): Promise<{ path: string; announced: number }> {
  const answer = await begin(selector)
  const path = join(scratch, `${randomBytes(4).toString('hex')}.zip`)
  await pipeline(answer, createWriteStream(path))
  return { path, announced: Number(answer.headers['content-length']) }
}

/** Rows for files that are written beside the publisher, which would need minutes for so many. */
async function listByHand(parentId: EntryId, path: string, names: readonly string[]): Promise<void> {
  const { db, place, root } = vault
  const steps: Step[] = []
  for (const name of names) {
    const facts = factsOf(await lstat(join(root, path, name), { bigint: true }))
    const [id, contentId] = [newId<EntryId>(systemClock), newId<ContentId>(systemClock)]
    const shared = { place_id: place, size_bytes: facts.sizeBytes }
    steps.push(
      db.build.insertInto('contents').values({
        ...{
          ...shared,
          id: contentId,
          entry_id: id,
          device: facts.device,
          inode: facts.inode,
          mtime_ns: facts.mtimeNs,
        },
        ...{ sha256: null, hashed_at: null, created_at: 1, chunk_size_bytes: null, owner_kind: null, owner_id: null },
        ...{ publication_id: null, manifest: null },
      }),
      db.build.insertInto('entries').values({
        ...{ ...shared, id, parent_id: parentId, kind: 'file', ...nameColumns(name), type_key: typeKey(name, null) },
        ...{ mtime_ms: mtimeMsOf(facts), content_id: contentId, mime: null, uploader_kind: null, uploader_id: null },
        ...{ added_at: 1, changed_at: 1, missing_since: null, device: null, inode: null },
      }),
    )
  }
  for (let start = 0; start < steps.length; start += 1_000) {
    requireCommitted(await db.commit(steps.slice(start, start + 1_000)))
  }
}

it('sends 3,000 entries that unzip finds whole, as long as was announced', { timeout: 180_000 }, async ({ skip }) => {
  skip(spawnSync('unzip', ['-v']).status !== 0, 'unzip is not installed')
  const names = Array.from({ length: 2_997 }, (_, index) => `Bild ${index} süß 🌊.jpg`)
  await vault.put('first.txt', 'first', { folder: ['Many', 'Inner'] })
  await vault.put('empty.txt', '', { folder: ['Many'] })
  const parent = await vault.lookups.findFolder(vault.place, ['Many'])
  if (!parent?.id) throw new Error('no folder')
  for (const name of names) await writeFile(join(vault.root, 'Many', name), `bytes of ${name}`)
  await listByHand(parent.id, 'Many', names)

  const { path, announced } = await save(folder('Many'))
  expect((await stat(path)).size).toBe(announced)
  const tested = await run('unzip', ['-tqq', path], { maxBuffer: 1e8 })
  expect(tested.stdout).toBe('')
  const listed = await run('unzip', ['-Z1', path], { maxBuffer: 1e8 })
  const found = listed.stdout.trimEnd().split('\n')
  expect(found).toHaveLength(3_000)
  expect(found).toContain('Inner/first.txt')
  // Every byte of every member, under its own name.
  const out = join(scratch, 'unzipped')
  await run('unzip', ['-qq', path, '-d', out], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  expect(await readFile(join(out, 'Inner', 'first.txt'), 'utf8')).toBe('first')
  expect(await readFile(join(out, 'empty.txt'), 'utf8')).toBe('')
  expect((await readdir(out)).sort()).toEqual([...names, 'Inner', 'empty.txt'].sort())
  const wrong: string[] = []
  for (const name of names) if ((await readFile(join(out, name), 'utf8')) !== `bytes of ${name}`) wrong.push(name)
  expect(wrong).toEqual([])
})

it('gives names that are safe everywhere, and no two that are one', async () => {
  for (const place of ['a', 'b']) await vault.put('same.txt', place, { folder: ['Names', place] })
  const parent = await vault.lookups.findFolder(vault.place, ['Names'])
  if (!parent?.id) throw new Error('no folder')
  const strange = ['a\\..\\b.txt', 'con', 'A.txt', 'a.TXT', 'x\u202egpj.exe']
  for (const name of strange) await writeFile(join(vault.root, 'Names', name), name)
  await listByHand(
    parent.id,
    'Names',
    strange.filter((name) => name !== 'a.TXT'),
  )
  const names = (await planZip(vault.place, folder('Names'), vault)).members.map(({ name }) => name)
  expect(names).toHaveLength(8)
  for (const name of names) expect(name).not.toMatch(/\\|\.\.(?:\/|$)|\u202e|^con$/)
  const ids = await vault.db.read(vault.db.build.selectFrom('entries').select('id').where('name', '=', 'same.txt'))
  const both = await planZip(vault.place, { kind: 'ids', ids: ids.map(({ id }) => id) }, vault)
  expect(both.members.map(({ name }) => name)).toEqual(['same.txt', 'same_v2.txt'])
})

async function largeFirst(name: string): Promise<string> {
  await vault.put('a large.bin', randomBytes(24_000_000), { folder: [name] })
  await vault.put('b.txt', 'the last', { folder: [name] })
  return join(vault.root, name)
}

/** Reads the beginning, lets `meanwhile` happen, then the rest. @returns the bytes that came */
async function readInTwo(name: string, meanwhile: () => Promise<unknown>) {
  const answer = await begin(folder(name))
  let bytes = 0
  const failure = await new Promise<unknown>((resolve) => {
    answer.once('data', (first: Buffer) => {
      answer.pause()
      bytes += first.length
      void meanwhile().then(() => {
        answer.on('data', (more: Buffer) => {
          bytes += more.length
        })
        answer.resume()
      })
    })
    answer.once('end', () => resolve(null))
    answer.once('error', resolve)
  })
  return { bytes, announced: Number(answer.headers['content-length']), failure, error: await ended }
}

it('breaks off when a member changes midway, rather than lie', async () => {
  const at = await largeFirst('Changing')
  const result = await readInTwo('Changing', () => appendFile(join(at, 'a large.bin'), 'more'))
  expect(result.failure).toBeInstanceOf(Error)
  expect(result.bytes).toBeLessThan(result.announced)
  expect(result.error).toMatchObject({ code: 'content_changed' })
})

it('breaks off when a member that is still to come was changed or is gone', async () => {
  const at = await largeFirst('Vanishing')
  const gone = await readInTwo('Vanishing', () => unlink(join(at, 'b.txt')))
  expect(gone.failure).toBeInstanceOf(Error)
  expect(gone.error).toMatchObject({ code: 'content_missing' })
  const other = await largeFirst('Touched')
  const changed = await readInTwo('Touched', () => utimes(join(other, 'b.txt'), 1, 1))
  expect(changed.error).toMatchObject({ code: 'content_changed' })
})

it('answers with a problem when the first member is not what is listed', async () => {
  await vault.put('only.txt', 'only', { folder: ['Early'] })
  await writeFile(join(vault.root, 'Early', 'only.txt'), 'other')
  const answer = await fetch(addressOf(folder('Early')))
  expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8'])
})

it('stops reading when the client goes, and leaves no file open', async () => {
  const at = await largeFirst('Cancelled')
  const answer = await begin(folder('Cancelled'))
  await new Promise((resolve) => answer.once('data', resolve))
  answer.destroy()
  await ended
  const stillOpen = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(at)
      } catch {
        return false
      }
    })
  await vi.waitFor(() => expect(stillOpen()).toEqual([]), 10_000)
})

it('leaves out what is listed as missing, and says how many', async () => {
  await vault.put('here.txt', 'here', { folder: ['Partly'] })
  await vault.put('missing.txt', 'gone', { folder: ['Partly'] })
  await mkdir(join(vault.root, 'Partly'), { recursive: true })
  const { db } = vault
  await db.commit([
    db.build.updateTable('entries').set({ state: 'missing', missing_since: 1 }).where('name', '=', 'missing.txt'),
  ])
  const plan = await planZip(vault.place, folder('Partly'), vault)
  expect([plan.members.map(({ name }) => name), plan.leftOut]).toEqual([['here.txt'], 1])
})
