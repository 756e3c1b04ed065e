import { request } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN } from '#server/features/chat/testing/serve-house.ts'
import { serveLinks } from './testing/serve-links.ts'

const HOUR_MS = 3_600_000
/** Larger than what is answered by one read. */
const FILM = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251))
const { at, put, make, listed, post, visit, contentOf, get, codeOf, refusalOf } = serveLinks()

async function folderOf(entry: string): Promise<string> {
  const { path } = await at.house.apiOf(at.admin).call(ROUTES.entries.get, { params: { entry } })
  const [name] = path.split('/')
  const { entries } = await at.house
    .apiOf(at.admin)
    .call(ROUTES.entries.list, { params: { place: at.room }, query: {} })
  return entries.find((one) => one.name === name)?.id ?? ''
}

async function trash(ids: string[], action: 'trash' | 'restore' = 'trash') {
  const body = { action, selector: { kind: 'ids' as const, ids } }
  await at.house.apiOf(at.admin).call(ROUTES.entries.bulk, { params: { place: at.room }, body })
}

describe('a link to a file', () => {
  it('gives its bytes, ranges and headers as the ordinary route does, and nothing beside it', async () => {
    const film = await put('film.bin', FILM)
    const other = await put('other.txt', 'not for you')
    const { link, token } = await make([film])
    expect(token).toMatch(/^hl_[\w-]{43}$/)
    expect(link).toMatchObject({ kind: 'file', name: 'film.bin', downloads: 0, state: 'live' })
    const guest = await visit(token)
    expect(guest.view).toMatchObject({ name: 'film.bin', entries: [{ id: film, sizeBytes: FILM.length }], drop: null })
    expect(JSON.stringify(guest.view)).not.toContain(at.room)

    const whole = await get(contentOf(guest, film), guest)
    expect(Buffer.from(await whole.arrayBuffer()).equals(FILM)).toBe(true)
    const ordinary = await fetch(`${at.house.origin}/api/files/${film}/content`, { method: 'HEAD', headers: at.admin })
    for (const name of ['etag', 'content-type', 'content-disposition', 'content-security-policy', 'accept-ranges']) {
      expect(whole.headers.get(name), name).toBe(ordinary.headers.get(name))
    }
    expect(whole.headers.get('referrer-policy')).toBe('no-referrer')
    const part = await get(contentOf(guest, film), guest, { range: 'bytes=300000-399999' })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(FILM.subarray(300_000, 400_000))).toBe(true)
    const same = await get(contentOf(guest, film), guest, { 'if-none-match': whole.headers.get('etag') ?? '' })
    expect(same.status).toBe(304)

    expect(await codeOf(await get(contentOf(guest, other), guest))).toBe('not_found')
    expect(await codeOf(await fetch(contentOf(guest, film)))).toBe('link_not_open')
    expect(
      await codeOf(await fetch(`${at.house.origin}/api/files/${film}/content`, { headers: { cookie: guest.cookie } })),
    ).toBe('not_signed_in')
    // The cookie of one link opens no other one.
    const second = await make([other])
    const forged = { view: { ...guest.view, id: second.link.id }, cookie: guest.cookie }
    expect(await codeOf(await get(contentOf(forged, other), forged))).toBe('link_not_open')
  })

  it('counts a visitor once, whatever is asked for, and nothing that gave no byte', async () => {
    const film = await put('counted.bin', FILM)
    const { link, token } = await make([film])
    const one = await visit(token)
    await get(contentOf(one, film), one, { range: `bytes=${FILM.length}-` }).then((answer) => answer.text())
    await fetch(contentOf(one, film), { method: 'HEAD', headers: { cookie: one.cookie } })
    await vi.waitFor(async () => expect((await listed(link.id))?.downloads).toBe(0))
    for (const range of ['bytes=0-0', 'bytes=1000-400000', 'bytes=600000-']) {
      await (await get(contentOf(one, film), one, { range })).arrayBuffer()
    }
    await (await get(`${contentOf(one, film)}?download`, one)).arrayBuffer()
    await (await get(`${at.house.origin}/api/shared/${link.id}/zip`, one)).arrayBuffer()
    expect((await listed(link.id))?.downloads).toBe(1)
    const two = await visit(token)
    await (await get(contentOf(two, film), two)).arrayBuffer()
    expect((await listed(link.id))?.downloads).toBe(2)
    // Tomorrow is another viewing.
    at.house.pass(13 * HOUR_MS)
    expect(await codeOf(await get(contentOf(two, film), two))).toBe('link_not_open')
    at.admin = await at.house.signIn(ADMIN)
    const again = await visit(token)
    await (await get(contentOf(again, film), again)).arrayBuffer()
    expect((await listed(link.id))?.downloads).toBe(3)
  })

  it('that works once lets one of many in who come at once, who then goes on; the others are told', async () => {
    const film = await put('once.bin', FILM)
    const { link, token } = await make([film], { maxDownloads: 1 })
    const visitors = await Promise.all(Array.from({ length: 8 }, () => visit(token)))
    const answers = await Promise.all(
      visitors.flatMap((one) =>
        [0, 1].map(async () => {
          const answer = await get(contentOf(one, film), one, { range: 'bytes=0-99999' })
          await answer.arrayBuffer()
          return { one, status: answer.status }
        }),
      ),
    )
    const winners = new Set(answers.filter(({ status }) => status === 206).map(({ one }) => one))
    expect(winners.size).toBe(1)
    expect(answers.filter(({ status }) => status === 206)).toHaveLength(2)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(14)
    const [winner] = winners
    if (winner === undefined) throw new Error('nobody was let in')
    expect((await get(contentOf(winner, film), winner)).status).toBe(200)
    expect(await listed(link.id)).toMatchObject({ downloads: 1, state: 'used_up' })
    expect(await refusalOf(token)).toBe('link_used_up')
    const reload = await post({ token }, winner.cookie)
    expect(await reload.json()).toMatchObject({ usesLeft: 0, isCounted: true })
  })

  it('gives the use back when the receiver goes before the first byte, and keeps it when one left', async () => {
    const film = await put('given back.bin', FILM)
    const { link, token } = await make([film], { maxDownloads: 1 })
    const one = await visit(token)
    // A condition that fails is decided after the use was taken.
    await (await get(contentOf(one, film), one, { 'if-match': '"another"' })).text()
    await vi.waitFor(async () => expect((await listed(link.id))?.downloads).toBe(0))
    const two = await visit(token)
    await new Promise<void>((resolve) => {
      const asked = request(contentOf(two, film), { headers: { cookie: two.cookie } }, (answer) => {
        answer.once('data', () => {
          answer.destroy()
          resolve()
        })
      })
      asked.end()
    })
    expect(await listed(link.id)).toMatchObject({ downloads: 1, state: 'used_up' })
    expect(await codeOf(await get(contentOf(one, film), one))).toBe('link_used_up')
    expect((await get(contentOf(two, film), two)).status).toBe(200)
  })

  it('ends with its time, by being taken back, and tells which; the list forgets what was taken back', async () => {
    const film = await put('ends.txt', 'x')
    const timed = await make([film], { expiresAt: Date.now() + 48 * HOUR_MS })
    const taken = await make([film])
    const guest = await visit(taken.token)
    await at.house.apiOf(at.admin).call(ROUTES.shareLinks.revoke, { params: { link: taken.link.id } })
    expect(await refusalOf(taken.token)).toBe('link_revoked')
    expect(await codeOf(await get(contentOf(guest, film), guest))).toBe('link_revoked')
    expect(await listed(taken.link.id)).toBeUndefined()
    at.house.pass(72 * HOUR_MS)
    at.admin = await at.house.signIn(ADMIN)
    expect(await refusalOf(timed.token)).toBe('link_expired')
    expect(await listed(timed.link.id)).toMatchObject({ state: 'expired' })
    await expect(make([film], { expiresAt: 5 })).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await refusalOf(`hl_${'A'.repeat(43)}`)).toBe('link_unknown')
    expect(await refusalOf(token('ha_'))).toBe('link_unknown')
  })

  it('follows the file through names and rooms, sleeps in the trash, and never takes another of its name', async () => {
    const film = await put('moves.txt', 'the very one')
    const made = await make([film])
    await at.house
      .apiOf(at.admin)
      .call(ROUTES.entries.rename, { params: { entry: film }, body: { name: 'renamed.txt' } })
    const place = (
      await at.house.apiOf(at.admin).call(ROUTES.places.createRoom, { body: { name: 'Attic', access: 'accounts' } })
    ).id
    const selector = { kind: 'ids' as const, ids: [film] }
    const body = { action: 'move' as const, selector, to: { place, path: '' } }
    await at.house.apiOf(at.admin).call(ROUTES.entries.bulk, { params: { place: at.room }, body })
    const guest = await visit(made.token)
    expect(guest.view.entries).toMatchObject([{ id: film, name: 'renamed.txt' }])
    expect(await (await get(contentOf(guest, film), guest)).text()).toBe('the very one')
    await at.house.apiOf(at.admin).call(ROUTES.entries.bulk, { params: { place }, body: { action: 'trash', selector } })
    expect(await refusalOf(made.token)).toBe('link_target_gone')
    expect(await codeOf(await get(contentOf(guest, film), guest))).toBe('link_target_gone')
    expect(await listed(made.link.id)).toMatchObject({ state: 'target_gone' })
    await at.house
      .apiOf(at.admin)
      .call(ROUTES.entries.bulk, { params: { place }, body: { action: 'restore', selector } })
    expect(await (await get(contentOf(guest, film), guest)).text()).toBe('the very one')
  })
})

function token(prefix: string): string {
  return prefix + 'A'.repeat(43)
}

describe('a password', () => {
  it('is asked for, guessed at as at a room’s door, and not asked for twice of one browser', async () => {
    const file = await put('secret.txt', 'behind a door')
    const made = await make([file], { password: 'plum cake' })
    expect(made.link.hasPassword).toBe(true)
    expect(await refusalOf(made.token)).toBe('link_password_needed')
    const guest = await visit(made.token, 'plum cake')
    expect((await post({ token: made.token }, guest.cookie)).status).toBe(200)
    for (let times = 0; times < 5; times++) expect(await refusalOf(made.token, 'wrong')).toBe('link_wrong_password')
    expect(await refusalOf(made.token, 'plum cake')).toBe('locked_out')
    expect(await (await get(contentOf(guest, file), guest)).text()).toBe('behind a door')
    at.house.pass(HOUR_MS)
  })
})

describe('a link to a folder or a selection', () => {
  it('gives what lies below, as a list and as a zip, and nothing above or beside', async () => {
    const deep = await put('Trip/Day one/a.txt', 'a')
    const top = await put('Trip/b.txt', 'b')
    const beside = await put('Beside/c.txt', 'c')
    const folder = await folderOf(top)
    const { token: folderToken, link } = await make([folder])
    const guest = await visit(folderToken)
    const entriesAt = (of: string) => get(`${at.house.origin}/api/shared/${link.id}/entries?folder=${of}`, guest)
    const page = (await (await entriesAt(folder)).json()) as { entries: { id: string; name: string }[] }
    expect(page.entries.map(({ name }) => name)).toEqual(['Day one', 'b.txt'])
    expect(JSON.stringify(page)).not.toMatch(/addedBy|path|placeId/)
    expect(await (await get(contentOf(guest, deep), guest)).text()).toBe('a')
    expect(await codeOf(await get(contentOf(guest, beside), guest))).toBe('not_found')
    expect(await codeOf(await entriesAt(await folderOf(beside)))).toBe('not_found')
    const zip = await get(`${at.house.origin}/api/shared/${link.id}/zip`, guest)
    expect(zip.headers.get('content-disposition')).toContain('Trip.zip')
    const names = Buffer.from(await zip.arrayBuffer()).toString('latin1')
    expect(names).toContain('Trip/Day one/a.txt')
    // What is moved out of the folder is given no longer.
    const body = {
      action: 'move' as const,
      selector: { kind: 'ids' as const, ids: [deep] },
      to: { place: at.room, path: '' },
    }
    await at.house.apiOf(at.admin).call(ROUTES.entries.bulk, { params: { place: at.room }, body })
    expect(await codeOf(await get(contentOf(guest, deep), guest))).toBe('not_found')
  })

  it('goes on with what is left of a selection', async () => {
    const [one, two] = [await put('one.txt', '1'), await put('two.txt', '2')]
    const made = await make([one, two], { name: 'Two things' })
    expect(made.link).toMatchObject({ kind: 'selection', name: 'Two things' })
    await trash([one])
    const guest = await visit(made.token)
    expect(guest.view.entries.map(({ name }) => name)).toEqual(['two.txt'])
    expect(await codeOf(await get(contentOf(guest, one), guest))).toBe('not_found')
    await trash([one], 'restore')
    expect(await (await get(contentOf(guest, one), guest)).text()).toBe('1')
  })
})

it('keeps the token out of the database, the audit and the log', async () => {
  const file = await put('quiet.txt', 'x')
  const made = await make([file])
  const guest = await visit(made.token)
  await (await get(contentOf(guest, file), guest)).text()
  const { db } = at.house.household
  const rows = await db.read(db.build.selectFrom('share_links').selectAll())
  const audit = await db.read(db.build.selectFrom('audit').selectAll())
  const { lines } = await at.house.apiOf(at.admin).call(ROUTES.admin.log, { query: { limit: 500 } })
  for (const kept of [rows, audit, lines]) expect(JSON.stringify(kept)).not.toContain(made.token.slice(3))
  expect(JSON.stringify(audit)).toContain('link.made')
})
