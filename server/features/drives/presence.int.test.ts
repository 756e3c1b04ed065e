import { mkdir, mkdtemp, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { DriveIdentity } from './drive-identity.ts'
import { createDrivePresence, type DriveNews, type DrivePresence } from './presence.service.ts'

const placeId = 'drive' as PlaceId
let home: string
let path: string
let news: DriveNews[]
let errors: unknown[]
let presence: DrivePresence

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hearth-presence-'))
  path = join(home, 'Attic')
  await mkdir(join(path, 'Films'), { recursive: true })
  await writeFile(join(path, 'list.txt'), 'a list')
  news = []
  errors = []
  presence = open(20)
})
afterEach(async () => {
  presence.close()
  expect(errors).toEqual([])
  await rm(home, { recursive: true, force: true })
})

function open(everyMs: number): DrivePresence {
  return createDrivePresence({ onNews: (one) => news.push(one), onError: (error) => errors.push(error), everyMs })
}
const record = (identity: DriveIdentity | null = null) => ({ placeId, name: 'Attic', root: path, path, identity })
const kinds = () => news.map(({ kind }) => kind)
function known(): DriveIdentity {
  const one = news.findLast(({ kind }) => kind === 'known')
  if (one?.kind !== 'known') throw new Error('it is not known')
  return one.identity
}
const offline = { code: 'place_offline', details: { name: 'Attic' } }

it('is there after the first look, and is known by what it holds', async () => {
  await presence.follow([record()])
  expect(await presence.rootOf(placeId)).toBe(path)
  expect(presence.standingOf(placeId)).toMatchObject({ isThere: true, root: path })
  expect(kinds()).toEqual(['known', 'there'])
  expect(known().known.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['folder Films', 'file list.txt'])
})

it('goes with its folder and comes back with it, but never as another one', async () => {
  await presence.follow([record()])
  await rename(path, `${path} away`)
  await vi.waitFor(() => expect(kinds()).toEqual(['known', 'there', 'gone']), { timeout: 20_000 })
  await expect(presence.rootOf(placeId)).rejects.toMatchObject(offline)
  // What a disk leaves behind: the empty folder that it was mounted on.
  await mkdir(path)
  await presence.follow([record(known())])
  await expect(presence.rootOf(placeId)).rejects.toMatchObject(offline)
  expect(presence.standingOf(placeId)).toMatchObject({ isThere: false })
  await rmdir(path)
  await rename(`${path} away`, path)
  await vi.waitFor(() => expect(kinds()).toEqual(['known', 'there', 'gone', 'there']), { timeout: 20_000 })
  expect(await presence.rootOf(placeId)).toBe(path)
})

it('gives nobody a folder that changed since the last look', async () => {
  presence.close()
  presence = open(60_000)
  await presence.follow([record()])
  await rename(path, `${path} away`)
  await mkdir(path)
  await expect(presence.rootOf(placeId)).rejects.toMatchObject(offline)
  // Asking was a look of its own.
  await vi.waitFor(() => expect(kinds().at(-1)).toBe('gone'), { timeout: 20_000 })
})

it('is not taken for another folder after a restart', async () => {
  await presence.follow([record()])
  const identity = known()
  presence.close()
  await rename(path, `${path} away`)
  await mkdir(path)
  await writeFile(join(path, 'stranger.txt'), 'not ours')
  news = []
  presence = open(20)
  await presence.follow([record(identity)])
  await expect(presence.rootOf(placeId)).rejects.toMatchObject(offline)
  expect(kinds()).toEqual([])
  await rm(path, { recursive: true })
  await rename(`${path} away`, path)
  await vi.waitFor(() => expect(kinds()).toContain('there'), { timeout: 20_000 })
})

it('looks after nothing that it does not know, and no longer after what was removed', async () => {
  await expect(presence.rootOf('none' as PlaceId)).rejects.toMatchObject({ code: 'place_offline' })
  expect(presence.standingOf('none' as PlaceId)).toBeNull()
  await presence.follow([record()])
  await presence.follow([])
  expect(presence.standingOf(placeId)).toBeNull()
})
