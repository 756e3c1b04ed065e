import { afterEach, expect, test } from 'vitest'
import { type Usage, usageSchema } from '#lib/contracts/http/usage.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { close, house, open, site } from './testing/house-and-site.ts'
import { createOddDisk } from './testing/odd-disk.ts'
import { AS } from './testing/test-house.ts'
import { bytes, create, metadata, patch, TUS } from './testing/tus-client.ts'

const KB = 1000
afterEach(close)

async function usageOf(who: string): Promise<Usage> {
  const answer = await site.send('GET', '/api/places/main/usage', { headers: { [AS]: who } })
  expect(answer.status).toBe(200)
  return usageSchema.parse(JSON.parse(answer.body.toString()))
}
async function upload(who: string, name: string, size: number, more: Record<string, string> = {}): Promise<void> {
  const address = await create(site, name, size, more, { [AS]: who })
  expect((await patch(site, address, 0, bytes(size), { [AS]: who })).status).toBe(204)
}

test('tells an account its own, the room and the disk, with what is on its way and what was replaced', async () => {
  const files = createOddDisk()
  files.freeBytesNow = 40_000_000
  await open({ files, limits: { accountQuotaBytes: 50 * KB, freeSpaceFloorBytes: 30_000_000 } })
  await upload('anna', 'a.bin', 10 * KB)
  await upload('anna', 'a.bin', 4 * KB, { conflict: 'replace' })
  await upload('ben', 'b.bin', 3 * KB)
  await create(site, 'coming.bin', 2 * KB)
  const usage = await usageOf('anna')
  expect(usage.account).toEqual({ usedBytes: 16 * KB, limitBytes: 50 * KB })
  expect(usage.guests).toBeNull()
  expect(usage.place).toEqual({ usedBytes: 19 * KB, limitBytes: null, keptBytes: 12 * KB })
  expect(usage.disk?.freeBytes).toBe(10_000_000)
  expect(usage.disk?.totalBytes).toBeGreaterThan(40_000_000)

  // The bar says what the refusal says: exactly what is left still fits.
  const creation = (size: number) =>
    site.send('POST', '/api/uploads', {
      headers: { ...TUS, 'upload-length': size, 'upload-metadata': metadata({ filename: 'last.bin' }) },
    })
  expect((await creation(34 * KB + 1)).code).toBe('quota_exceeded')
  expect((await creation(34 * KB)).status).toBe(201)
})

test('tells a guest of the room and of what guests may fill there, and nothing of the house', async () => {
  await open({ limits: { guestQuotaBytes: 9 * KB, accountQuotaBytes: 50 * KB } })
  const { db, place } = house
  const quota = db.build
    .updateTable('places')
    .set({ quota_bytes: 100 * KB })
    .where('id', '=', place)
  requireCommitted(await db.commit([quota]))
  await upload('anna', 'a.bin', 5 * KB)
  await upload('tablet', 'g.bin', 2 * KB)
  await upload('phone', 'h.bin', 1 * KB)
  for (const who of ['tablet', 'nobody']) {
    expect(await usageOf(who)).toEqual({
      account: null,
      guests: { usedBytes: 3 * KB, limitBytes: 9 * KB },
      place: { usedBytes: 8 * KB, limitBytes: 100 * KB, keptBytes: 0 },
      disk: null,
    })
  }
})

test('tells the rest while the place is offline', async () => {
  await open({ rootOf: async () => '/nowhere/at/all' })
  await upload('anna', 'a.bin', 5 * KB)
  expect(await usageOf('anna')).toMatchObject({ account: { usedBytes: 5 * KB, limitBytes: null }, disk: null })
})
