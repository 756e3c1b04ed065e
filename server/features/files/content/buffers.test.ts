import { expect, it } from 'vitest'
import { Buffers, LARGEST_BYTES, SMALLEST_BYTES } from './buffers.ts'

it('lets a few receivers have large pieces, and a crowd small ones, until it has left', () => {
  const buffers = new Buffers()
  expect(buffers.fairBytes).toBe(LARGEST_BYTES)
  const leave = Array.from({ length: 4 }, () => buffers.enter())
  expect(buffers.fairBytes).toBe(1024 * 1024)
  leave.push(buffers.enter())
  expect(buffers.fairBytes).toBe(512 * 1024)
  while (leave.length < 100) leave.push(buffers.enter())
  expect(buffers.fairBytes).toBe(64 * 1024)
  while (leave.length < 1_000) leave.push(buffers.enter())
  expect(buffers.fairBytes).toBe(SMALLEST_BYTES)
  for (const gone of leave.splice(4)) gone()
  expect(buffers.fairBytes).toBe(1024 * 1024)
})

it('gives a buffer that came back to the next who wants its size, and to nobody else', () => {
  const buffers = new Buffers()
  const buffer = buffers.take(SMALLEST_BYTES + 1)
  expect(buffer.length).toBe(2 * SMALLEST_BYTES)
  buffers.give(buffer)
  expect(buffers.take(SMALLEST_BYTES)).not.toBe(buffer)
  expect(buffers.take(2 * SMALLEST_BYTES)).toBe(buffer)
  expect(buffers.take(2 * SMALLEST_BYTES)).not.toBe(buffer)
})
