import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#server/clock.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { openTestVault, type TestVault } from '../testing/test-vault.ts'
import { renameEntry } from './rename-entry.ts'

let vault: TestVault
beforeEach(async () => {
  vault = await openTestVault()
})
afterEach(() => vault.remove())

it('gives a broken-off move up when the entry changed meanwhile: looks at both names, and says so', async () => {
  const published = await vault.put('a.txt', 'one')
  const noticed: string[] = []
  const notes: unknown[] = []
  let failures = 2
  const parts = vault.restarted({
    faultPoint: (name) => {
      if (name === 'relocate: synced' && failures-- > 0) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    },
    notice: async (_placeId, folder, name) => void noticed.push([...folder, name].join('/')),
    note: (_message, facts) => notes.push(facts),
  })
  const deps = { ...parts, db: vault.db, clock: systemClock }
  await expect(renameEntry(published.entryId, 'b.txt', deps)).rejects.toThrow('EIO')
  const [intent] = parts.intents.retries.waiting
  requireCommitted(await vault.db.commit([vault.db.build.deleteFrom('entries').where('id', '=', published.entryId)]))
  expect(noticed).toEqual([])

  await parts.intents.retries.runNow()
  expect(noticed).toEqual(['a.txt', 'b.txt'])
  expect(notes).toEqual([{ intent, entries: [published.entryId] }])
  expect(parts.intents.retries.waiting).toEqual([])
  expect(await vault.db.read(vault.db.build.selectFrom('fs_intents').select('id'))).toEqual([])
  expect(vault.errors).toEqual([])
})
