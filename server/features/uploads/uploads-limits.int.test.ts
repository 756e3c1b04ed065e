import { afterEach, expect, test } from 'vitest'
import { close, house, offsetOf, open, site } from './testing/house-and-site.ts'
import { createOddDisk } from './testing/odd-disk.ts'
import { AS } from './testing/test-house.ts'
import { bytes, create, metadata, patch, TUS } from './testing/tus-client.ts'

/** What is refused before a byte is sent: room on the disk, quotas, numbers. */

const MiB = 1 << 20
afterEach(close)

test('the last bytes of the disk are left alone: creations beyond the floor are a 507 before a byte is sent', async () => {
  const files = createOddDisk()
  files.freeBytesNow = 100 * MiB
  await open({ files, limits: { freeSpaceFloorBytes: 60 * MiB } })
  await create(site, 'fits.bin', 30 * MiB)
  const refused = await site.send('POST', '/api/uploads', {
    headers: { ...TUS, 'upload-length': 20 * MiB, 'upload-metadata': metadata({ filename: 'b' }) },
  })
  // 40 MiB above the floor, 30 of them promised.
  expect([refused.status, refused.code]).toEqual([507, 'disk_full'])
  files.freeBytesNow = 50 * MiB
  expect((await patch(site, await create(site, 'c', 0), 0, bytes(0))).status).toBe(204)
})

test('thousands of creations of petabytes are refused, and leave nothing', async () => {
  await open()
  for (let index = 0; index < 50; index++) {
    const answer = await site.send('POST', '/api/uploads', {
      headers: { ...TUS, 'upload-length': '9007199254740991', 'upload-metadata': metadata({ filename: 'x' }) },
    })
    expect([answer.status, answer.code]).toEqual([507, 'disk_full'])
  }
  expect(await house.uploadRows()).toEqual([])
})

test('the number of unfinished uploads is limited per owner and per address', async () => {
  await open({ limits: { maxUnfinishedPerOwner: 3, maxUnfinishedPerAddress: 5 } })
  const attempt = (who: string) =>
    site.send('POST', '/api/uploads', {
      headers: { ...TUS, [AS]: who, 'upload-length': 2 * MiB, 'upload-metadata': metadata({ filename: 'x' }) },
    })
  const statuses: number[] = []
  for (const who of ['anna', 'anna', 'anna', 'anna', 'ben', 'ben', 'ben']) statuses.push((await attempt(who)).status)
  expect(statuses).toEqual([201, 201, 201, 429, 201, 201, 429])
})

test('of many creations at once, no sum of reservations exceeds the quota', async () => {
  await open({ limits: { accountQuotaBytes: 10 * MiB } })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      site.send('POST', '/api/uploads', {
        headers: { ...TUS, 'upload-length': 3 * MiB, 'upload-metadata': metadata({ filename: `q-${index}` }) },
      }),
    ),
  )
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3)
  expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set(['', 'quota_exceeded']))
  const rows = await house.uploadRows()
  expect(rows.reduce((sum, row) => sum + row.reserved_bytes, 0)).toBe(9 * MiB)
})

test('what is listed counts into the quota, what was cancelled does not', async () => {
  await open({ limits: { accountQuotaBytes: 5 * MiB } })
  const first = await create(site, 'a', 3 * MiB)
  await patch(site, first, 0, bytes(3 * MiB))
  const second = await create(site, 'b', 2 * MiB)
  await expect(create(site, 'c', 1)).rejects.toThrow('413')
  await site.send('DELETE', second, { headers: TUS })
  await create(site, 'c', 1)
  expect(
    (await patch(site, await create(site, 'd', 1, {}, { [AS]: 'ben' }), 0, bytes(1), { [AS]: 'ben' })).status,
  ).toBe(204)
})

test('what was replaced counts into the quota as long as it is kept, and so would a copy', async () => {
  await open({ limits: { accountQuotaBytes: 5 * MiB } })
  const again = { conflict: 'replace' }
  const first = await create(site, 'a', 2 * MiB, again)
  const { owner } = await house.uploads.service.get(first.split('/').at(-1) ?? '')
  expect((await patch(site, first, 0, bytes(2 * MiB))).status).toBe(204)
  expect((await patch(site, await create(site, 'a', 2 * MiB, again), 0, bytes(2 * MiB))).status).toBe(204)
  await expect(create(site, 'a', 2 * MiB, again)).rejects.toThrow('413')
  const copy = (size: number) =>
    house.uploads.service.assertRoom({ owner, placeId: house.place, folder: house.root, bytes: size })
  await expect(copy(2 * MiB)).rejects.toMatchObject({ code: 'quota_exceeded' })
  await copy(MiB)
})

test('an upload of unknown length reserves as it grows, and stops at the quota with its offset kept', async () => {
  await open({ limits: { accountQuotaBytes: 70 * MiB } })
  const address = await create(site, 'grows.bin', null)
  const first = await patch(site, address, 0, bytes(60 * MiB))
  expect(first.status).toBe(204)
  const more = await patch(site, address, 60 * MiB, bytes(20 * MiB))
  expect([more.status, more.code]).toEqual([413, 'quota_exceeded'])
  expect(await offsetOf(address)).toBeGreaterThanOrEqual(60 * MiB)
})
