import { appendFile, mkdtemp, readdir, readFile, readlink, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RestingFile } from './resting-file.ts'

const NEVER = new AbortController().signal
let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-resting-'))
  path = join(folder, 'object')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Where the system does not say what is open, only the bytes are looked at. */
async function isOpen(): Promise<boolean> {
  const names = await readdir('/proc/self/fd').catch(() => [])
  const paths = await Promise.all(names.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')))
  return paths.includes(path)
}

/** A file with its first bytes, and a pace that waits until it is let go on. */
async function startWriting() {
  const file = await RestingFile.create(path, 0o600)
  await file.write(Buffer.from('before, '))
  let goOn = () => {}
  const waiting = file.restingIn(() => new Promise<void>((resolve) => (goOn = resolve)))(1, NEVER)
  await expect.poll(isOpen, { timeout: 10_000 }).toBe(false)
  return { file, goOn: () => goOn(), waiting }
}

it('is closed while nothing may be written, also on a disk that is away meanwhile, and goes on where it was', async () => {
  const { file, goOn, waiting } = await startWriting()
  await expect.poll(() => readFile(path, 'utf8')).toBe('before, ')
  await rename(path, `${path} away`)
  await rename(`${path} away`, path)
  goOn()
  await waiting
  await file.write(Buffer.from('after'))
  await file.close()
  expect(await readFile(path, 'utf8')).toBe('before, after')
})

it.each([
  ['gone', () => rm(path), 'ENOENT'],
  ['another length', () => appendFile(path, 'more'), 'EIO'],
] as const)('goes no further when it is %s', async (_what, meddle, code) => {
  const { file, goOn, waiting } = await startWriting()
  await meddle()
  goOn()
  await waiting
  await expect(file.write(Buffer.from('after'))).rejects.toMatchObject({ code })
  await file.discard()
  expect(await readdir(folder)).toEqual([])
})
