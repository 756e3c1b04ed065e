import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(async () => {
  expect(vault.errors).toEqual([])
  await vault.remove()
})

const ids = (...paths: string[]) => vault.select(...paths)

describe('a place', () => {
  it('goes over to another one, with its owner', async () => {
    const anna = accountActor('anna', 'editor').principal
    const other = await vault.addPlace('other')
    vault.facts.set(vault.place, vault.placeFacts({ kind: 'personal', ownerId: 'anna' as never }))
    vault.facts.set(other.place, vault.placeFacts({ id: other.place, kind: 'personal', ownerId: 'bert' as never }))
    expect(anna.kind).toBe('account')
    await vault.put('a.txt', '12345', { folder: ['F'] })
    await vault.put('b.txt', '678')
    await vault.files.transferPlace(vault.place, other.place, 'Files of Anna')
    vault.facts.set(other.place, vault.placeFacts({ id: other.place }))
    vault.facts.set(vault.place, vault.placeFacts())
    expect(await vault.namesIn('Files of Anna', other.place)).toEqual(['F', 'b.txt'])
    expect(await vault.namesIn()).toEqual([])
    expect(await vault.files.usedBytes({ kind: 'owner', owner: { kind: 'account', accountId: 'bert' as never } })).toBe(
      8,
    )
    const { entries } = await vault.list({ path: 'Files of Anna' }, accountActor('bert', 'editor'), other.place)
    expect(entries.map((entry) => entry.addedBy?.id)).toEqual(['bert', 'bert'])
  })

  it('is forgotten whole', async () => {
    await vault.put('a.txt', '1', { folder: ['F', 'G'] })
    await vault.put('a.txt', '2', { folder: ['F', 'G'], conflict: 'replace' })
    await vault.put('b.txt', '3')
    await vault.bulk({ action: 'trash', selector: await ids('b.txt') })
    await vault.files.forgetPlace(vault.place, new AbortController().signal)
    for (const table of [
      'entries',
      'contents',
      'versions',
      'trash',
      'changes',
      'place_totals',
      'usage_totals',
    ] as const) {
      expect([table, await vault.db.read(vault.db.build.selectFrom(table).selectAll())]).toEqual([table, []])
    }
    expect((await stat(join(vault.root, 'F/G/a.txt'))).isFile()).toBe(true)
  })
})
