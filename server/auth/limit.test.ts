import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLimit } from './limit.ts'

describe('createLimit', () => {
  it('never runs more than its size at once, and runs everything', async () => {
    const limit = createLimit(2)
    let running = 0
    let most = 0
    let done = 0
    const work = async () => {
      running++
      most = Math.max(most, running)
      await setImmediate()
      running--
      done++
    }
    await Promise.all(Array.from({ length: 20 }, () => limit(work)))
    expect({ most, done }).toEqual({ most: 2, done: 20 })
  })

  it('frees the place of a work that failed', async () => {
    const limit = createLimit(1)
    await expect(limit(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(limit(async () => 1)).resolves.toBe(1)
  })
})
