import { describe, expect, it } from 'vitest'
import { PERSON_HEADER } from '#lib/core/ids/person-name.ts'
import { createSeenFetch } from './seen-fetch.ts'
import { createSeenShelf } from './seen-shelf.ts'
import { createFakeCaches } from './testing/fake-caches.ts'

const MILA = 'account-mila'

/** A vault that is there or away, and a browser with what it keeps; `open` is a page that is loaded anew. */
function setUp() {
  const shelf = createSeenShelf(createFakeCaches())
  const vault = { isThere: true, person: MILA, status: 200, asked: 0 }
  const answerOf = (address: string) => {
    const places = { places: [{ id: '1', slug: 'main' }], of: vault.person }
    const body = address === '/api/places' ? places : { address, of: vault.person }
    return Response.json(body, { status: vault.status, headers: { [PERSON_HEADER]: vault.person } })
  }
  const open = (isAway = () => false) => {
    const told: string[] = []
    const fetch = createSeenFetch({
      fetch: async (input) => {
        vault.asked++
        if (!vault.isThere) throw new TypeError('Failed to fetch')
        return answerOf(String(input))
      },
      openShelf: async () => shelf,
      reach: {
        isAway,
        answered: () => told.push('answered'),
        answeredLate: () => told.push('late'),
        doubt: async () => void told.push('doubt'),
      },
    })
    const personOf = async (address: string) => ((await (await fetch(address)).json()) as { of: string }).of
    return { fetch, personOf, told }
  }
  /** Keeping goes on behind the answer. */
  const kept = (address: string, person = MILA) =>
    expect.poll(async () => (await shelf.find(address, person)) !== null).toBe(true)
  const here = (person: string) => expect.poll(() => shelf.personHere()).toBe(person)
  return { shelf, vault, open, kept, here }
}

const LISTING = '/api/places/1/entries?path='

describe('a page while the vault is away', () => {
  it('gets what was seen last, and tells of its doubt', async () => {
    const { vault, open, kept } = setUp()
    const before = open()
    for (const address of ['/api/session', '/api/places', LISTING]) await before.fetch(address)
    await kept('/api/places')
    await kept(LISTING)
    vault.isThere = false
    const after = open()
    for (const address of ['/api/session', '/api/places', LISTING]) expect(await after.personOf(address)).toBe(MILA)
    expect(after.told).toContain('doubt')
    await expect(after.fetch('/api/places/1/entries?path=never-seen')).rejects.toThrow('Failed to fetch')
    await expect(after.fetch('/api/accounts')).rejects.toThrow('Failed to fetch')
  })

  it('does not ask while it is known that nobody answers', async () => {
    const { vault, open, kept } = setUp()
    const before = open()
    await before.fetch('/api/session')
    await before.fetch('/api/places')
    await kept('/api/places')
    const asked = vault.asked
    expect(await open(() => true).personOf('/api/places')).toBe(MILA)
    expect(vault.asked).toBe(asked)
  })

  it('gets nothing of somebody else, whoever was here last', async () => {
    const { vault, open, kept, here } = setUp()
    const hers = open()
    await hers.fetch('/api/session')
    await hers.fetch(LISTING)
    await kept(LISTING)
    // In another tab Theo signs in.
    vault.person = 'account-theo'
    await open().fetch('/api/session')
    await here('account-theo')
    vault.isThere = false
    await expect(hers.fetch(LISTING)).rejects.toThrow('Failed to fetch')
    await expect(open().fetch(LISTING)).rejects.toThrow('Failed to fetch')
  })

  it('gets nothing once the vault has said that the session is over', async () => {
    const { vault, open, kept, here } = setUp()
    const page = open()
    await page.fetch('/api/session')
    await page.fetch(LISTING)
    await kept(LISTING)
    vault.person = 'nobody'
    await page.fetch('/api/session')
    await here('nobody')
    vault.isThere = false
    await expect(page.fetch(LISTING)).rejects.toThrow('Failed to fetch')
    await expect(open().fetch(LISTING)).rejects.toThrow('Failed to fetch')
  })
})

describe('a page while the vault is there', () => {
  it('waits with what it keeps until it is known who is here', async () => {
    const { open, kept } = setUp()
    const page = open()
    await Promise.all([page.fetch('/api/session'), page.fetch('/api/places')])
    await kept('/api/places')
  })

  it('puts away what it may not see any more', async () => {
    const { shelf, vault, open, kept } = setUp()
    const page = open()
    await page.fetch('/api/session')
    await page.fetch(LISTING)
    await kept(LISTING)
    vault.status = 403
    expect((await page.fetch(LISTING)).status).toBe(403)
    await expect.poll(() => shelf.find(LISTING, MILA)).toBeNull()
  })

  it('shows what is kept when a proxy says that the vault is away', async () => {
    const { vault, open, kept } = setUp()
    const page = open()
    await page.fetch('/api/session')
    await page.fetch('/api/places')
    await kept('/api/places')
    vault.status = 502
    expect((await page.fetch('/api/places')).status).toBe(200)
    expect((await page.fetch('/api/accounts')).status).toBe(502)
    expect(page.told).toContain('doubt')
  })
})
