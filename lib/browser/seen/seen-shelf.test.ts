import { describe, expect, it } from 'vitest'
import { PERSON_HEADER } from '#lib/core/ids/person-name.ts'
import { LARGEST_BYTES, MOST_ANSWERS } from '#lib/core/seen/seen-answers.ts'
import { createSeenShelf, type SeenShelf } from './seen-shelf.ts'
import { createFakeCaches } from './testing/fake-caches.ts'

const MILA = 'account-mila'
const THEO = 'account-theo'
const answer = (person: string, text = person, headers: Record<string, string> = {}) =>
  new Response(text, { headers: { [PERSON_HEADER]: person, ...headers } })
const textOf = async (shelf: SeenShelf, address: string, person: string) =>
  (await shelf.find(address, person))?.text() ?? null

describe('what is seen', () => {
  it('lies with the person for whom it was made, and with nobody else', async () => {
    const shelf = createSeenShelf(createFakeCaches())
    await shelf.keepSession(answer(MILA))
    await shelf.keep('/api/places', answer(MILA, 'hers'))
    expect(await textOf(shelf, '/api/places', MILA)).toBe('hers')
    expect(await textOf(shelf, '/api/places', THEO)).toBeNull()
  })

  it('is not kept for somebody who is not here', async () => {
    const caches = createFakeCaches()
    const shelf = createSeenShelf(caches)
    await shelf.keep('/api/places', answer(MILA))
    await shelf.keepSession(answer(THEO))
    await shelf.keep('/api/places', answer(MILA))
    await shelf.keep('/api/places', new Response('made for nobody knows whom'))
    expect(await caches.keys()).toEqual(['hearth-here'])
  })

  it('leaves no byte after signing out, also when an answer was on its way', async () => {
    const caches = createFakeCaches()
    const shelf = createSeenShelf(caches)
    await shelf.keepSession(answer(MILA))
    await shelf.keep('/api/places', answer(MILA))
    // Both at once, as two tabs do it: whichever comes last, nothing is left.
    await Promise.all([
      shelf.keep('/api/places/main', answer(MILA)),
      shelf.forget(MILA),
      shelf.keep('/api/places/1', answer(MILA)),
    ])
    await shelf.keep('/api/places', answer(MILA))
    expect(await caches.keys()).toEqual(['hearth-here'])
    expect(await shelf.findSession()).toBeNull()
  })

  it('stays for the next time when a session has only ended', async () => {
    const shelf = createSeenShelf(createFakeCaches())
    await shelf.keepSession(answer(MILA))
    await shelf.keep('/api/places', answer(MILA, 'hers'))
    await shelf.keepSession(answer('nobody'))
    expect(await shelf.personHere()).toBe('nobody')
    expect(await textOf(shelf, '/api/places', MILA)).toBe('hers')
  })

  it('is bounded: the oldest goes, and what is too large is not taken', async () => {
    const shelf = createSeenShelf(createFakeCaches())
    await shelf.keepSession(answer(MILA))
    for (let index = 0; index <= MOST_ANSWERS; index++) await shelf.keep(`/api/places/${index}`, answer(MILA))
    await shelf.keep('/api/places/huge', answer(MILA, '', { 'content-length': String(LARGEST_BYTES + 1) }))
    expect(await textOf(shelf, '/api/places/0', MILA)).toBeNull()
    expect(await textOf(shelf, `/api/places/${MOST_ANSWERS}`, MILA)).toBe(MILA)
    expect(await textOf(shelf, '/api/places/huge', MILA)).toBeNull()
  })

  it('goes with the place that the person may not enter any more', async () => {
    const shelf = createSeenShelf(createFakeCaches())
    await shelf.keepSession(answer(MILA))
    const addresses = ['/api/places', '/api/places/1', '/api/places/1/entries?path=', '/api/places/2/entries?path=']
    for (const address of [...addresses, '/api/places/1/entries?path=a']) await shelf.keep(address, answer(MILA))
    const left = async () => {
      const found = await Promise.all(addresses.map((address) => shelf.find(address, MILA)))
      return addresses.filter((_, index) => found[index] !== null)
    }
    await shelf.drop('/api/places/1/entries?path=a', MILA)
    expect(await left()).toEqual(addresses)
    await shelf.drop('/api/places/1', MILA)
    expect(await left()).toEqual(['/api/places', '/api/places/2/entries?path='])
    await shelf.retainPlaces(MILA, new Set(['3']))
    expect(await left()).toEqual(['/api/places'])
  })
})
