import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followPersistFile } from './follow-persist-file.ts'
import { readPersistFile, sealPasswords, updatePersistFile } from './persist-file.ts'
import type { PersistPlan } from './persist-plan.ts'

const hashOf = (password: string) => `$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$${Buffer.from(password).toString('hex')}`
const hashPassword = (password: string) => Promise.resolve(hashOf(password))

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-persist-'))
  path = join(folder, 'persist.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('updatePersistFile', () => {
  it('keeps comments, order and trailing commas around what it changes', async () => {
    await writeFile(path, '{\n  // our rooms\n  "readonly_rooms": ["films",], // no touching\n}\n')
    await updatePersistFile(path, () => [{ path: ['settings', 'name'], value: 'Home' }])
    const text = await readFile(path, 'utf8')
    expect(text).toContain('// our rooms')
    expect(text).toContain('// no touching')
    expect(text).toMatch(/"films",\s*\],/)
    expect(await readPersistFile(path)).toEqual({ readonly_rooms: ['films'], settings: { name: 'Home' } })
  })

  it('creates the file, private to its owner, and leaves no temporary one', async () => {
    await updatePersistFile(path, () => [{ path: ['readonly_rooms'], value: ['films'] }])
    expect(await readdir(folder)).toEqual(['persist.json'])
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('starts again from the new text when somebody saves in between', async () => {
    await writeFile(path, '{}')
    let calls = 0
    await updatePersistFile(path, async () => {
      if (calls++ === 0) await writeFile(path, '{ "readonly_rooms": ["theirs"] }')
      return [{ path: ['settings', 'name'], value: 'Ours' }]
    })
    expect(await readPersistFile(path)).toEqual({ readonly_rooms: ['theirs'], settings: { name: 'Ours' } })
  })

  it('refuses to write what it would refuse to read', async () => {
    await expect(updatePersistFile(path, () => [{ path: ['nonsense'], value: 1 }])).rejects.toThrow(/nonsense/)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('sealPasswords', () => {
  it('replaces plain passwords by hashes that round-trip', async () => {
    await writeFile(path, '{ "passwords": { "kids": "sesame", /* keep */ "films": "popcorn" } }')
    const sealed = await sealPasswords(path, hashPassword)
    const text = await readFile(path, 'utf8')
    expect(text).not.toMatch(/sesame|popcorn/)
    expect(text).toContain('/* keep */')
    expect(sealed.passwords).toEqual({ kids: { hash: hashOf('sesame') }, films: { hash: hashOf('popcorn') } })
    expect(await sealPasswords(path, hashPassword)).toEqual(sealed)
  })
})

describe('followPersistFile', () => {
  async function follow() {
    const plans: PersistPlan[] = []
    const warnings: string[] = []
    const watch = await followPersistFile({
      path,
      appliedPath: join(folder, 'persist.applied.json'),
      hashPassword,
      apply: (plan) => Promise.resolve(void plans.push(plan)),
      warn: (message) => void warnings.push(message),
      pollMs: 3_600_000,
    })
    // A save counts when the file looks the same in two rounds.
    const save = async (text: string) => {
      await writeFile(path, text)
      await watch.check()
      await watch.check()
    }
    return { plans, warnings, watch, save }
  }

  it('applies the file at start and every later change to it', async () => {
    await writeFile(path, '{ "passwords": { "kids": "sesame" } }')
    const { plans, watch, save } = await follow()
    expect(plans[0]?.setPasswords).toEqual([{ room: 'kids', hash: hashOf('sesame') }])
    await save('{ "passwords": {}, "readonly_rooms": ["films"] }')
    expect(plans[1]).toEqual({
      ...{ setPasswords: [], removePasswords: ['kids'], setReadOnly: ['films'], clearReadOnly: [] },
      ...{ setDrives: [], removeDrives: [], renameDrives: [] },
    })
    await watch.close()
  })

  it('changes nothing when the file is deleted or emptied', async () => {
    await writeFile(path, '{ "passwords": { "kids": "sesame" } }')
    const { plans, watch, save } = await follow()
    await save('')
    await rm(path)
    await watch.check()
    await watch.check()
    expect(plans).toHaveLength(1)
    await watch.close()
  })

  it('warns about a bad file, keeps what was in force, and goes on with the mended one', async () => {
    await writeFile(path, '{ "readonly_rooms": ["films"] }')
    const { plans, warnings, watch, save } = await follow()
    await save('{ "readonly_rooms": ')
    expect(plans).toHaveLength(1)
    expect(warnings.join()).toMatch(/line 1.*stays in force/s)
    await save('{ "readonly_rooms": ["films", "music"] }')
    expect(plans[1]?.setReadOnly).toEqual(['music'])
    await watch.close()
  })

  it('removes at the start what was taken out while the vault was stopped, and asserts the rest', async () => {
    await writeFile(path, '{ "passwords": { "kids": "sesame", "films": "popcorn" } }')
    const first = await follow()
    await first.watch.close()
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"films": \{[^}]*\}/, ''))
    const second = await follow()
    expect(second.plans).toMatchObject([
      { setPasswords: [{ room: 'kids', hash: hashOf('sesame') }], removePasswords: ['films'] },
    ])
    await second.watch.close()
  })

  it('stops the start when the first reading fails', async () => {
    await writeFile(path, '{ "pass": 1 }')
    await expect(follow()).rejects.toThrow(/pass/)
  })
})
