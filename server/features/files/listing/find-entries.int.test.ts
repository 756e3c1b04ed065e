import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANNA_ACTOR, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(() => vault.remove())

const find = async (q: string, actor = ANNA_ACTOR, limit = 20) =>
  (await vault.files.search({ q, limit }, { actor })).map(({ path }) => path)

test('part of a name in any case, wherever it lies, what begins with it first', async () => {
  await vault.put('Old harbour.jpg', 'a')
  await vault.put('harbour at noon.jpg', 'b', { folder: ['Holiday', 'Brittany'] })
  await vault.put('HARBOUR.txt', 'c')
  await vault.put('other.txt', 'd')
  expect(await find('harbour')).toEqual(['HARBOUR.txt', 'Holiday/Brittany/harbour at noon.jpg', 'Old harbour.jpg'])
  expect(await find('britt')).toEqual(['Holiday/Brittany'])
  expect(await find('harbour', ANNA_ACTOR, 1)).toEqual(['HARBOUR.txt'])
})

test('signs that mean something in a pattern stand for themselves', async () => {
  await vault.put('100%.txt', 'a')
  await vault.put('100 days.txt', 'b')
  expect(await find('100%')).toEqual(['100%.txt'])
  expect(await find('_')).toEqual([])
})

test('nothing that lies in the trash, nor below a folder there', async () => {
  await vault.put('letter.txt', 'a', { folder: ['Gone'] })
  await vault.put('letter to keep.txt', 'b')
  await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [await vault.idOf('Gone')] } })
  expect(await find('letter')).toEqual(['letter to keep.txt'])
  expect(await find('gone')).toEqual([])
})

test('nothing of a place the searcher may not enter', async () => {
  await vault.put('secret plan.txt', 'a')
  vault.facts.set(vault.place, vault.placeFacts({ access: 'names' }))
  expect(await find('plan')).toEqual([])
  expect(await find('plan', guestActor('d1'))).toEqual([])
})
