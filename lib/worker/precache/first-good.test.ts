import { describe, expect, it } from 'vitest'
import { firstGood } from './first-good.ts'

const answer = (text: string, status = 200) => new Response(text, { status })
const kept = async () => answer('kept')
const nothing = async () => undefined
const never = () => new Promise<Response>(() => {})
const fails = async (): Promise<Response> => {
  throw new TypeError('Failed to fetch')
}

describe('firstGood', () => {
  it('takes what the network says, also a refusal', async () => {
    expect(await (await firstGood(async () => answer('fresh'), kept, 1_000)).text()).toBe('fresh')
    expect((await firstGood(async () => answer('', 404), kept, 1_000)).status).toBe(404)
  })

  it.each([502, 503, 504])('takes what is kept when a proxy says %i', async (status) => {
    expect(await (await firstGood(async () => answer('away', status), kept, 1_000)).text()).toBe('kept')
  })

  it('takes what is kept when the network fails, or says nothing in time', async () => {
    expect(await (await firstGood(fails, kept, 1_000)).text()).toBe('kept')
    expect(await (await firstGood(never, kept, 1)).text()).toBe('kept')
  })

  it('waits for the network when nothing is kept', async () => {
    const slow = () => new Promise<Response>((resolve) => setTimeout(() => resolve(answer('slow')), 30))
    expect(await (await firstGood(slow, nothing, 1)).text()).toBe('slow')
    await expect(firstGood(fails, nothing, 1_000)).rejects.toThrow('Failed to fetch')
    expect((await firstGood(async () => answer('', 503), nothing, 1_000)).status).toBe(503)
  })
})
