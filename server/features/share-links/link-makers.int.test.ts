import { request } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { MILA } from '#server/features/chat/testing/serve-house.ts'
import { serveLinks } from './testing/serve-links.ts'

const { at, put, make, listed, visit, contentOf, get, refusalOf } = serveLinks()

describe('whoever makes links', () => {
  const change = (body: object) =>
    at.house.apiOf(at.admin).call(ROUTES.people.changeAccount, { params: { account: at.milaId }, body })

  it('gives what the role allows now: a viewer nothing, unless the room says so and it is the own', async () => {
    const own = await put('of at.mila.txt', 'm', at.mila)
    const others = await put('of at.admin.txt', 'a')
    const [ofOwn, ofOthers] = [await make([own], {}, at.mila), await make([others], {}, at.mila)]
    expect((await listed(ofOwn.link.id, at.admin, 'everybody'))?.madeBy).toMatchObject({ name: MILA.name, self: false })
    const made = { params: { place: at.room }, body: { path: '', name: 'Hers' } }
    const folder = await at.house.apiOf(at.mila).call(ROUTES.entries.createFolder, made)
    await put('Hers/of admin.txt', 'a')
    const ofFolder = await make([folder.id], {}, at.mila)
    await change({ role: 'viewer' })
    at.mila = await at.house.signIn(MILA)
    expect(await refusalOf(ofOwn.token)).toBe('link_target_gone')
    await expect(make([own], {}, at.mila)).rejects.toMatchObject({ code: 'forbidden' })
    const allow = (viewersShare: boolean) =>
      at.house.apiOf(at.admin).call(ROUTES.places.changeRoom, { params: { place: at.room }, body: { viewersShare } })
    expect((await allow(true)).may).toMatchObject({ share: true, shareOwn: true })
    expect((await visit(ofOwn.token)).view.name).toBe('of at.mila.txt')
    expect(await refusalOf(ofOthers.token)).toBe('link_target_gone')
    await expect(make([others], {}, at.mila)).rejects.toMatchObject({ code: 'forbidden' })
    // A folder that the viewer made holds what others brought.
    expect(await refusalOf(ofFolder.token)).toBe('link_target_gone')
    await expect(make([folder.id], {}, at.mila)).rejects.toMatchObject({ code: 'forbidden' })
    await allow(false)
    await change({ role: 'editor' })
    expect((await visit(ofOthers.token)).view.name).toBe('of at.admin.txt')
  })

  it('takes them along when the account is switched off, and only admins see and end those of others', async () => {
    const file = await put('owned.txt', 'x')
    const { link, token: given } = await make([file], {}, at.mila)
    const ofAdmin = await make([file])
    expect(await listed(ofAdmin.link.id, at.mila)).toBeUndefined()
    await expect(listed(link.id, at.mila, 'everybody')).rejects.toMatchObject({ code: 'forbidden' })
    const end = at.house.apiOf(at.mila).call(ROUTES.shareLinks.revoke, { params: { link: ofAdmin.link.id } })
    await expect(end).rejects.toMatchObject({ code: 'not_found' })
    await change({ disabled: true })
    expect(await refusalOf(given)).toBe('link_revoked')
    await change({ disabled: false })
    await visit(given)
    at.mila = await at.house.signIn(MILA)
    await at.house.apiOf(at.admin).call(ROUTES.shareLinks.revoke, { params: { link: link.id } })
    expect(await refusalOf(given)).toBe('link_revoked')
  })

  it('is nobody when the vault says so, and open pages hear of every change', async () => {
    const file = await put('heard.txt', 'x')
    const talker = await at.house.connect(at.mila)
    const hints = () => talker.events.filter(([event]) => event === 'links:changed').length
    const made = await make([file], {}, at.mila)
    await vi.waitFor(() => expect(hints()).toBe(1))
    const guest = await visit(made.token)
    await (await get(contentOf(guest, file), guest)).text()
    await vi.waitFor(() => expect(hints()).toBe(2))
    const set = (linksAllowed: boolean) =>
      at.house.apiOf(at.admin).call(ROUTES.system.changeSettings, { body: { linksAllowed } })
    await set(false)
    expect(await refusalOf(made.token)).toBe('links_off')
    await expect(make([file], {}, at.mila)).rejects.toMatchObject({ code: 'links_off' })
    expect(await listed(made.link.id, at.mila)).toMatchObject({ state: 'off' })
    await set(true)
    await visit(made.token)
  })

  it('cuts off what runs when a link is taken back', async () => {
    const film = await put('long.bin', Buffer.alloc(64 * 1024 * 1024))
    const made = await make([film])
    const guest = await visit(made.token)
    const ended = new Promise<string>((resolve) => {
      const asked = request(contentOf(guest, film), { headers: { cookie: guest.cookie } }, (answer) => {
        // Never read: the connection fills up and stands still.
        answer.on('close', () => resolve(answer.complete ? 'whole' : 'cut off'))
        answer.on('error', () => undefined)
        answer.once('readable', () => {
          void at.house.apiOf(at.admin).call(ROUTES.shareLinks.revoke, { params: { link: made.link.id } })
          setTimeout(() => answer.resume(), 300)
        })
      })
      asked.on('error', () => resolve('cut off'))
      asked.end()
    })
    expect(await ended).toBe('cut off')
  })
})
