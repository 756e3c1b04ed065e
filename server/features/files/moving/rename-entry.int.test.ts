import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findContradictions } from '../testing/check-vault.ts'
import { accountActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(async () => {
  expect(vault.errors).toEqual([])
  await vault.remove()
})

const consistent = async () => expect(await findContradictions(vault)).toEqual([])

describe('renaming', () => {
  const rename2 = async (path: string, name: string) =>
    vault.files.rename((await vault.idOf(path)) as never, name, { actor: accountActor('anna', 'editor') })

  it('gives files and folders another name, in another case as well', async () => {
    await vault.put('a.txt', '1', { folder: ['F'] })
    expect(await rename2('F/a.txt', 'b.jpg')).toMatchObject({ name: 'b.jpg', path: 'F/b.jpg', type: 'photo' })
    expect(await rename2('F/b.jpg', 'B.jpg')).toMatchObject({ name: 'B.jpg' })
    expect(await rename2('F', 'G')).toMatchObject({ name: 'G', childCount: 1 })
    expect(await vault.listed()).toEqual(['G/', 'G/B.jpg'])
    expect(await rename2('G', 'G')).toMatchObject({ name: 'G' })
    await consistent()
  })

  it.each(['', '..', 'a/b', 'nul.txt', 'x\u202e.txt', '.hearth'])('refuses %j', async (name) => {
    await vault.put('a.txt', '1')
    await expect(rename2('a.txt', name)).rejects.toMatchObject({ code: 'invalid_name' })
  })

  it('never takes a name that is taken, in any case or composition, listed or not', async () => {
    await vault.put('a.txt', '1')
    await vault.put('caf\u00e9.txt', '2')
    await writeFile(join(vault.root, 'hand.txt'), 'by hand')
    for (const name of ['CAF\u00c9.TXT', 'cafe\u0301.txt', 'hand.txt']) {
      await expect(rename2('a.txt', name)).rejects.toMatchObject({ code: 'entry_exists' })
    }
    expect(await vault.read('hand.txt')).toBe('by hand')
    expect(await vault.read('a.txt')).toBe('1')
  })

  it('tells when the file is not on the disk', async () => {
    await vault.put('a.txt', '1')
    await rm(join(vault.root, 'a.txt'))
    await expect(rename2('a.txt', 'b.txt')).rejects.toMatchObject({ code: 'content_missing' })
    expect(await vault.namesIn()).toEqual(['a.txt'])
  })
})
