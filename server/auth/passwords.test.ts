import { describe, expect, it } from 'vitest'
import { createPasswords, PASSWORD_COST } from './passwords.ts'

const CHEAP = { memoryKiB: 64, passes: 1 }

describe('createPasswords', () => {
  it('makes argon2id hashes that carry the cost, salted each time', async () => {
    const passwords = await createPasswords({ concurrency: 1 })
    const [one, two] = await Promise.all([passwords.hash('tree house'), passwords.hash('tree house')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(PASSWORD_COST.memoryKiB).toBeGreaterThanOrEqual(19_456)
  })

  it('knows the right password and no other', async () => {
    const passwords = await createPasswords({ concurrency: 2, cost: CHEAP })
    const stored = await passwords.hash('tree house')
    await expect(passwords.verify(stored, 'tree house')).resolves.toBe(true)
    await expect(passwords.verify(stored, 'tree houses')).resolves.toBe(false)
    await expect(passwords.verify(stored, '')).resolves.toBe(false)
  })

  it('says no for nobody', async () => {
    const passwords = await createPasswords({ concurrency: 2, cost: CHEAP })
    await expect(passwords.verify(null, 'anything')).resolves.toBe(false)
  })

  it('takes an accent typed in either form', async () => {
    const passwords = await createPasswords({ concurrency: 2, cost: CHEAP })
    const stored = await passwords.hash('caf\u00e9')
    await expect(passwords.verify(stored, 'cafe\u0301')).resolves.toBe(true)
  })
})
