import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { type House, openHouse } from './testing/test-house.ts'
import { bytes, create, head, patch, type Site, serve, slowPatch, TUS, until } from './testing/tus-client.ts'

/** What a start finds after the vault stopped at a bad moment (D3). The moments themselves are in uploads-kill. */

const MiB = 1 << 20
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
let house: House
let site: Site

beforeEach(async () => {
  house = await openHouse()
  site = await serve(house.listener)
})
afterEach(async () => {
  await site.close()
  await house.remove()
})

async function restart(): Promise<void> {
  await site.close()
  await house.close()
  house = await openHouse({ dataFolder: house.dataFolder })
  site = await serve(house.listener)
}

const idOf = (address: string) => address.split('/').at(-1) ?? ''
const partialOf = (address: string) => join(house.root, '.hearth', 'partials', `${idOf(address)}.part`)
const offsetOf = async (address: string) => Number((await head(site, address)).headers['upload-offset'])

async function setRow(address: string, patchOfRow: { offset_bytes?: number; state?: 'open' | 'finishing' }) {
  const query = house.db.build.updateTable('uploads').set(patchOfRow).where(sql<string>`id`, '=', idOf(address))
  requireCommitted(await house.db.commit([query]))
}

test('an upload goes on after a restart, and its hash is that of the whole file', async () => {
  const body = bytes(9 * MiB + 77)
  const address = await create(site, 'on.bin', body.length)
  await patch(site, address, 0, body.subarray(0, 5 * MiB))
  await restart()
  expect(await offsetOf(address)).toBe(5 * MiB)
  expect((await patch(site, address, 5 * MiB, body.subarray(5 * MiB))).status).toBe(204)
  const [entry] = await house.listed()
  expect(Buffer.from(entry?.sha256 ?? []).toString('hex')).toBe(sha256(body))
  expect(body.equals(await house.read('on.bin'))).toBe(true)
})

test('the part from before a restart is hashed beside the new bytes, and does not hold them up', async () => {
  const body = bytes(40 * MiB)
  const address = await create(site, 'beside.bin', body.length)
  await patch(site, address, 0, body.subarray(0, 30 * MiB))
  await restart()
  for (let offset = 30 * MiB; offset < 40 * MiB; offset += 2 * MiB) {
    expect((await patch(site, address, offset, body.subarray(offset, offset + 2 * MiB))).status).toBe(204)
  }
  const result = JSON.parse((await site.send('GET', `${address}/result`)).body)
  expect(result.sha256).toBe(sha256(body))
})

test('bytes on the disk that were never recorded do not count', async () => {
  const body = bytes(3 * MiB)
  const address = await create(site, 'tail.bin', body.length)
  await patch(site, address, 0, body.subarray(0, MiB))
  await house.close()
  await writeFile(partialOf(address), Buffer.concat([body.subarray(0, MiB), bytes(MiB, 99)]))
  await site.close()
  house = await openHouse({ dataFolder: house.dataFolder })
  site = await serve(house.listener)
  expect(await offsetOf(address)).toBe(MiB)
  expect((await patch(site, address, MiB, body.subarray(MiB))).status).toBe(204)
  expect(body.equals(await house.read('tail.bin'))).toBe(true)
})

test('recorded bytes that the disk lost are asked for again', async () => {
  const body = bytes(3 * MiB)
  const address = await create(site, 'lost.bin', body.length)
  await patch(site, address, 0, body.subarray(0, 2 * MiB))
  await writeFile(partialOf(address), body.subarray(0, MiB))
  await restart()
  expect(await offsetOf(address)).toBe(MiB)
  expect((await patch(site, address, MiB, body.subarray(MiB))).status).toBe(204)
  expect(body.equals(await house.read('lost.bin'))).toBe(true)
})

test.each(['open', 'finishing'] as const)(
  'a complete file that was not listed (%s) is listed by the start',
  async (state) => {
    const body = bytes(2 * MiB)
    const address = await create(site, 'adopted.bin', body.length)
    await patch(site, address, 0, body.subarray(0, MiB))
    await writeFile(partialOf(address), body)
    await setRow(address, { offset_bytes: body.length, state })
    await restart()
    await house.finished
    expect(await offsetOf(address)).toBe(body.length)
    expect(body.equals(await house.read('adopted.bin'))).toBe(true)
    expect(await house.listed()).toHaveLength(1)
  },
)

test('partials without an upload are swept, what is not ours is left alone', async () => {
  const address = await create(site, 'kept.bin', 2 * MiB)
  await patch(site, address, 0, bytes(MiB))
  const folder = join(house.root, '.hearth', 'partials')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '01890000-0000-7000-8000-000000000000.part'), 'orphan')
  await writeFile(join(folder, '01890000-0000-7000-8000-000000000001.part.copy'), 'of a publication to another disk')
  await writeFile(join(folder, 'notes.txt'), 'not ours')
  await restart()
  expect((await house.partials()).sort()).toEqual([`${idOf(address)}.part`, 'notes.txt'])
})

test('an upload in one request that was broken off by the stop is gone, with its bytes and its reservation', async () => {
  const sending = site.send('PUT', '/api/places/main/content?path=half.bin', {
    headers: { 'content-length': 4 * MiB },
    body: (async function* () {
      yield bytes(2 * MiB)
      await new Promise((resolve) => setTimeout(resolve, 500))
    })(),
  })
  sending.catch(() => undefined)
  await until(async () => (await house.uploadRows()).length === 1)
  const [row] = await house.uploadRows()
  await restart()
  expect(row?.reserved_bytes).toBe(4 * MiB)
  expect(await house.uploadRows()).toEqual([
    { ...row, state: 'cancelled', reserved_bytes: 0, offset_bytes: expect.any(Number) },
  ])
  expect(await house.partials()).toEqual([])
  expect(await house.names()).toEqual([])
})

test('a drive that is not there at the start keeps its uploads as they are', async () => {
  const address = await create(site, 'away.bin', 2 * MiB)
  await patch(site, address, 0, bytes(MiB))
  const query = house.db.build.updateTable('uploads').set({ partial_folder: join(house.dataFolder, 'not-mounted') })
  requireCommitted(await house.db.commit([query]))
  await restart()
  expect(await offsetOf(address)).toBe(MiB)
  const answer = await patch(site, address, MiB, bytes(MiB))
  expect([answer.status, answer.code]).toEqual([503, 'place_offline'])
  expect(await offsetOf(address)).toBe(MiB)
})

test('a finished upload still answers after a restart', async () => {
  const address = await create(site, 'known.bin', 10)
  await patch(site, address, 0, bytes(10))
  await restart()
  expect(await offsetOf(address)).toBe(10)
  expect(JSON.parse((await site.send('GET', `${address}/result`)).body)).toMatchObject({ state: 'done' })
  expect((await site.send('DELETE', address, { headers: TUS })).status).toBe(409)
})

test('a start while a sender hangs on from before finds the upload free', async () => {
  const address = await create(site, 'free.bin', 2 * MiB)
  const hanging = slowPatch(site, address, 0, 2 * MiB)
  hanging.write(bytes(MiB))
  await until(() => house.uploads.service.isBusy())
  await restart()
  const offset = await offsetOf(address)
  expect((await patch(site, address, offset, bytes(2 * MiB).subarray(offset))).status).toBe(204)
})
