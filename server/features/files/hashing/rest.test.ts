import { expect, test } from 'vitest'
import { Rest } from './rest.ts'

const never = new AbortController().signal

test('rests for its share of the time it worked, and not for what it waited', async () => {
  let now = 0
  const rest = new Rest(0.25, () => now)
  now += 400
  const startedAt = performance.now()
  await rest.after(never)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95)
  now += 1e9
  rest.goOn()
  // It would rest for days.
  await rest.after(never)
})

test('ends with its signal', async () => {
  let now = 0
  const rest = new Rest(1, () => now)
  now = 1e9
  await expect(rest.after(AbortSignal.abort())).rejects.toThrow()
})
