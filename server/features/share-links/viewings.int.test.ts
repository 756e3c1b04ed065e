import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShareLinkId } from '#lib/core/ids/ids.ts'
import { openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { type LiveLink, makerOf } from './link-standing.ts'
import { createPasses } from './passes.ts'
import { createShareLinksRepo, type ShareLinksRepo } from './share-links.repo.ts'
import { Viewings } from './viewings.ts'

const ID = 'link' as ShareLinkId
let people: TestPeople
let repo: ShareLinksRepo
let viewings: Viewings

beforeEach(async () => {
  people = await openTestPeople()
  const { id } = await people.addAccount('Ada', 'editor')
  repo = createShareLinksRepo(people.db)
  const row = { id: ID, hash: 'h', kind: 'file', name: 'film', created_by: id, created_at: 1 } as const
  const terms = { expires_at: null, revoked_at: null, password_hash: null, max_downloads: 1 }
  requireCommitted(
    await people.db.commit(
      repo.insert({ ...row, ...terms, drop_max_bytes: null, drop_max_files: null }, ['e' as never]),
    ),
  )
  viewings = makeViewings()
})
afterEach(() => people.remove())

/** Made anew from the same disk, it is what a start after a crash finds. */
const makeViewings = () => new Viewings({ db: people.db, repo, time: people.time, onCounted: () => undefined })

async function link(): Promise<LiveLink> {
  const row = await repo.find(ID)
  if (row === null) throw new Error('no link')
  return { row, maker: makerOf({ id: row.created_by, role: row.maker_role }), entries: [] }
}
const counted = async () => (await link()).row.downloads

describe('a use of a link', () => {
  it('survives a crash between the count and the bytes: nobody else gets it, and its visitor goes on', async () => {
    await viewings.begin(await link(), 'mia')
    // Here the process dies: nobody says how many bytes left.
    viewings = makeViewings()
    expect(await counted()).toBe(1)
    await expect(viewings.begin(await link(), 'ben')).rejects.toMatchObject({ code: 'link_used_up' })
    const again = await viewings.begin(await link(), 'mia')
    await again.end(0)
    // What the dead process may have sent is not taken back by one that sent nothing.
    expect(await counted()).toBe(1)
    await expect(viewings.begin(await link(), 'ben')).rejects.toMatchObject({ code: 'link_used_up' })
  })

  it('is given back by the last request of a viewing that sent nothing, and by no earlier one', async () => {
    const [one, two] = await Promise.all([viewings.begin(await link(), 'mia'), viewings.begin(await link(), 'mia')])
    await one.end(0)
    expect(await counted()).toBe(1)
    await two.end(0)
    await two.end(0)
    expect(await counted()).toBe(0)
    const sent = await viewings.begin(await link(), 'ben')
    const beside = await viewings.begin(await link(), 'ben')
    await sent.end(1)
    await beside.end(0)
    expect(await counted()).toBe(1)
  })

  it('is one of many who come at once, however the first ends', async () => {
    for (let round = 0; round < 20; round++) {
      const asked = Array.from({ length: 6 }, async (_, at) => viewings.begin(await link(), `visitor ${round} ${at}`))
      const settled = await Promise.allSettled(asked)
      const letIn = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      expect(letIn).toHaveLength(1)
      await letIn[0]?.end(0)
      expect(await counted()).toBe(0)
    }
  })

  it('lasts for an evening, then the same visitor is another one', async () => {
    const first = await viewings.begin(await link(), 'mia')
    await first.end(9)
    people.clock.pass(11 * 3_600_000)
    await (await viewings.begin(await link(), 'mia')).end(9)
    people.clock.pass(2 * 3_600_000)
    await expect(viewings.begin(await link(), 'mia')).rejects.toMatchObject({ code: 'link_used_up' })
  })
})

it('lets a visitor in by what it signed for this link, as long as it lasts, and by nothing else', () => {
  const passes = createPasses('secret', people.time)
  const visitor = passes.newVisitor()
  const pass = passes.seal(ID, visitor)
  expect(passes.open(ID, pass)).toBe(visitor)
  expect(passes.open('other' as ShareLinkId, pass)).toBeNull()
  expect(createPasses('another secret', people.time).open(ID, pass)).toBeNull()
  const [, until, mac] = pass.split('.')
  const forged = [
    `${passes.newVisitor()}.${until}.${mac}`,
    `${visitor}.zzzzzzzz.${mac}`,
    `${pass}.x`,
    visitor,
    '',
    undefined,
  ]
  for (const value of forged) expect(passes.open(ID, value), value).toBeNull()
  people.clock.pass(12 * 3_600_000 + 1)
  expect(passes.open(ID, pass)).toBeNull()
})
