import { describe, expect, it } from 'vitest'
import { createKeyedLock } from './keyed-lock.ts'

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

describe('createKeyedLock', () => {
  it('runs what shares a key one after the other, in order', async () => {
    const lock = createKeyedLock()
    const seen: string[] = []
    const first = gate()
    const a = lock.run('k', async () => {
      seen.push('a begins')
      await first.opened
      seen.push('a ends')
    })
    const b = lock.run('k', async () => {
      seen.push('b')
    })
    const c = lock.run('k', async () => {
      seen.push('c')
    })
    await Promise.resolve()
    first.open()
    await Promise.all([a, b, c])
    expect(seen).toEqual(['a begins', 'a ends', 'b', 'c'])
  })

  it('lets other keys go on', async () => {
    const lock = createKeyedLock()
    const first = gate()
    const waiting = lock.run('k', () => first.opened)
    await expect(lock.run('other', async () => 'done')).resolves.toBe('done')
    first.open()
    await waiting
  })

  it('goes on after a failure, and tells it only to whoever caused it', async () => {
    const lock = createKeyedLock()
    const failed = lock.run('k', async () => {
      throw new Error('mine')
    })
    const next = lock.run('k', async () => 'fine')
    await expect(failed).rejects.toThrow('mine')
    await expect(next).resolves.toBe('fine')
  })
})
