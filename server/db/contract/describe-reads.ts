import { describe, expect, test } from 'vitest'
import type { DatabaseContext } from './database-context.ts'

export function describeReads(context: DatabaseContext): void {
  describe('reads', () => {
    test('see every commit that was acknowledged before', async () => {
      for (let i = 0; i < 50; i++) {
        await context.db.commit([context.insertSetting(`k${i}`)])
        expect(await context.db.readOne(context.setting(`k${i}`))).toEqual({ key: `k${i}`, value: '1' })
      }
    })

    test('give null for a row that is not there', async () => {
      expect(await context.db.readOne(context.setting('nothing'))).toBeNull()
    })

    test('asked together see one state while others write', async () => {
      let writing = true
      const writer = (async () => {
        for (let i = 0; writing; i++) await context.db.commit([context.insertSetting(`a${i}`)])
      })()
      for (let i = 0; i < 50; i++) {
        const [first, second] = await context.db.readTogether([context.settingCount(), context.settingCount()])
        expect(first).toEqual(second)
      }
      writing = false
      await writer
    })

    test('end with the reason of their signal when it is aborted, before or meanwhile', async () => {
      const reason = new Error('went away')
      await expect(context.db.read(context.settingCount(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      const abort = new AbortController()
      const reads = Array.from({ length: 8 }, () => context.db.read(context.settingCount(), { signal: abort.signal }))
      abort.abort(reason)
      const results = await Promise.allSettled(reads)
      expect(results.every(({ status }) => status === 'rejected')).toBe(true)
      expect(await context.db.readOne(context.settingCount())).toEqual({ count: 0 })
    })

    test('cannot write', async () => {
      await expect(context.db.read(context.insertSetting('a').returningAll())).rejects.toMatchObject({
        code: 'internal',
      })
      expect(await context.db.readOne(context.settingCount())).toEqual({ count: 0 })
    })

    test('are compiled by the builder, never executed by it', async () => {
      await expect(context.setting('a').execute()).rejects.toThrow('never executed')
    })
  })
}
