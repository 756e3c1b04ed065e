import { afterEach, beforeEach, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { systemClock } from '#server/clock.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import { findContradictions } from '../testing/check-vault.ts'
import { ANNA, openTestVault, type TestVault } from '../testing/test-vault.ts'
import { moveEntries } from './move-entries.ts'
import { renameEntry } from './rename-entry.ts'

let vault: TestVault
beforeEach(async () => {
  vault = await openTestVault()
})
afterEach(() => vault.remove())

const intents = () => vault.db.read(vault.db.build.selectFrom('fs_intents').select('id'))

/** As the disk would, in the work itself and in the attempt that follows at once. */
function failTwice(point: string): FaultPoint {
  let failures = 2
  return (name) => {
    if (name === point && failures-- > 0) throw Object.assign(new Error('EIO'), { code: 'EIO' })
  }
}

it('gives a broken-off move up when the entry changed meanwhile: looks at both names, and says so', async () => {
  const published = await vault.put('a.txt', 'one')
  const noticed: string[] = []
  const notes: unknown[] = []
  const parts = vault.restarted({
    faultPoint: failTwice('relocate: synced'),
    notice: async (_placeId, folder, name) => void noticed.push([...folder, name].join('/')),
    note: (message, facts) => notes.push([message, facts]),
  })
  const deps = { ...parts, db: vault.db, clock: systemClock }
  await expect(renameEntry(published.entryId, 'b.txt', deps)).rejects.toThrow('EIO')
  const [intent] = parts.intents.retries.waiting
  requireCommitted(await vault.db.commit([vault.db.build.deleteFrom('entries').where('id', '=', published.entryId)]))
  expect(noticed).toEqual([])

  await parts.intents.retries.runNow()
  expect(noticed).toEqual(['a.txt', 'b.txt'])
  expect(notes).toEqual([
    ['a broken-off move gave way to a later change', { intent, entries: [published.entryId] }],
    ['broken-off work is finished or undone', { intent }],
  ])
  expect(parts.intents.retries.waiting).toEqual([])
  expect(await intents()).toEqual([])
  expect(vault.errors).toEqual([])
})

it('leaves an entry where it is when the place it was to move into was deleted', async () => {
  const { entryId } = await vault.put('a.txt', 'one')
  const other = await vault.addPlace('other')
  let isDeleted = false
  const rootOf = async (placeId: PlaceId) => {
    if (isDeleted && placeId === other.place) throw new VaultError('not_found')
    return vault.rootOf(placeId)
  }
  const parts = vault.restarted({ faultPoint: failTwice('relocate: intended'), rootOf })
  const allowed = async () => true
  const move = moveEntries(
    {
      ...{ from: { placeId: vault.place, parentId: null, ids: [entryId] }, to: { placeId: other.place, path: [] } },
      ...{ conflict: 'keep', by: ANNA, jobId: null, mayMove: allowed, mayReplace: allowed },
    },
    { ...parts, db: vault.db, clock: systemClock, rootOf },
  )
  await expect(move).rejects.toThrow('EIO')
  isDeleted = true
  await parts.intents.retries.runNow()
  expect(await intents()).toEqual([])
  expect(await findContradictions(vault)).toEqual([])
  expect(await vault.listed()).toEqual(['a.txt'])
  expect(vault.errors).toEqual([])
})
