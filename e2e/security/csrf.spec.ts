import { createServer, type Server } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household } from './support/household.ts'

/**
 * Another site in the browser of a signed-in admin. It stands on another port of the same name, which to a browser is
 * the same site: SameSite keeps no cookie from it, so the vault's own checks must do it all.
 */

let house: Household
let stranger: Server
let strangerOrigin: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  stranger = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>free films</title><body></body>')
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const address = stranger.address()
  strangerOrigin = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
})

test.afterAll(async () => {
  stranger.close()
  await house.vault.dispose()
})

async function signInAndStray(page: Page): Promise<void> {
  const { origin } = house.vault
  const { request } = page.context()
  const { csrfToken } = (await (await request.get(`${origin}/api/auth/csrf`)).json()) as { csrfToken: string }
  await request.post(`${origin}/api/auth/callback/credentials`, {
    form: { ...ADMIN, csrfToken, json: 'true' },
    headers: { origin },
  })
  await page.goto(strangerOrigin)
  const cookies = await page.context().cookies(origin)
  expect(cookies.map(({ name }) => name)).toContain('hearth')
}

/** Everything that a write could have changed. */
async function stateOf(): Promise<unknown> {
  const { admin, places } = house
  const rooms = await admin.call(ROUTES.places.list, {})
  const accounts = await admin.call(ROUTES.people.accounts, {})
  const entries = await admin.call(ROUTES.entries.list, { params: { place: places.yard.id }, query: {} })
  return {
    rooms: rooms.places.map(({ id, name, readOnly, access }) => [id, name, readOnly, access]),
    accounts: accounts.accounts.map(({ id, name, role, disabled }) => [id, name, role, disabled]),
    entries: entries.entries.map(({ id, name }) => [id, name]),
    settings: await admin.call(ROUTES.system.settings, {}),
  }
}

test('forms of another site change nothing, with every cookie sent along', async ({ page }) => {
  await signInAndStray(page)
  const before = await stateOf()
  const { yard } = house.places
  const paths = [
    ...[
      '/api/rooms',
      '/api/accounts',
      '/api/settings',
      '/api/setup',
      '/api/tokens',
      '/api/uploads',
      '/api/auth/signout',
    ],
    ...[`/api/places/${yard.id}/content`, `/api/places/${yard.id}/content?path=`, `/api/places/${yard.id}/folders`],
    ...[`/api/places/${yard.id}/bulk`, `/api/rooms/${yard.id}/unlock`, '/api/auth/callback/credentials'],
  ]
  const answers: { url: string; status: number; hadCookie: boolean }[] = []
  page.on('response', async (response) => {
    if (response.request().method() !== 'POST') return
    const headers = await response.request().allHeaders()
    answers.push({
      url: response.url(),
      status: response.status(),
      hadCookie: headers.cookie?.includes('hearth=') === true,
    })
  })
  for (const path of paths) {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      await page.goto(strangerOrigin)
      await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.evaluate(
          ({ action, enctype }) => {
            const form = document.createElement('form')
            const sink = document.createElement('iframe')
            sink.name = 'sink'
            Object.assign(form, { action, enctype, method: 'post', target: 'sink' })
            const field = document.createElement('input')
            // As text/plain this reads as JSON.
            Object.assign(field, { name: '{"name":"stolen","access":"lan","x":"', value: '"}' })
            const file = document.createElement('input')
            file.type = 'file'
            file.name = 'files'
            const picked = new DataTransfer()
            picked.items.add(new File(['evil'], 'planted.txt'))
            file.files = picked.files
            form.append(field, file)
            document.body.append(sink, form)
            form.submit()
          },
          { action: house.vault.origin + path, enctype: type },
        ),
      ])
    }
  }
  await expect.poll(() => answers.length).toBe(paths.length * 3)
  expect(answers.filter(({ status }) => status !== 403)).toEqual([])
  expect(answers.every(({ hadCookie }) => hadCookie)).toBe(true)
  expect(await stateOf()).toEqual(before)
})

test('scripts of another site can neither write nor read', async ({ page }) => {
  await signInAndStray(page)
  const before = await stateOf()
  const { yard, hall } = house.places
  const results = await page.evaluate(
    async ({ vault, yardId, entryId }) => {
      const attempts: [string, RequestInit][] = [
        ['/api/session', {}],
        ['/api/places', { mode: 'no-cors' }],
        [`/api/files/${entryId}/content`, {}],
        ['/api/rooms', { method: 'POST', mode: 'no-cors', body: '{"name":"stolen","access":"lan"}' }],
        [
          '/api/rooms',
          { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"stolen","access":"lan"}' },
        ],
        [
          '/api/rooms',
          {
            method: 'POST',
            mode: 'no-cors',
            body: new Blob(['{"name":"stolen","access":"lan"}'], { type: 'application/json' }),
          },
        ],
        [`/api/rooms/${yardId}?confirm=yard`, { method: 'DELETE' }],
        [`/api/places/${yardId}/content?path=planted.txt`, { method: 'PUT', body: 'evil' }],
        [`/api/places/${yardId}/content`, { method: 'POST', mode: 'no-cors', body: new FormData() }],
        ['/api/me/sessions', { method: 'DELETE' }],
      ]
      const read: string[] = []
      for (const [path, init] of attempts) {
        const answer = await fetch(vault + path, { credentials: 'include', ...init }).catch(() => null)
        const text = answer === null ? '' : await answer.text().catch(() => '')
        if (text !== '') read.push(`${path}: ${text.slice(0, 80)}`)
      }
      navigator.sendBeacon(`${vault}/api/rooms`, '{"name":"stolen","access":"lan"}')
      return read
    },
    { vault: house.vault.origin, yardId: yard.id, entryId: hall.entryId },
  )
  expect(results).toEqual([])
  expect(await stateOf()).toEqual(before)
})

test('another site can neither frame a page, nor load what is inside, nor hold on to a window', async ({ page }) => {
  await signInAndStray(page)
  const { origin } = house.vault
  const loaded = await page.evaluate(
    async ({ vault, entryId }) => {
      const signs: string[] = []
      const load = (tag: string, attributes: Record<string, string>) =>
        new Promise<void>((resolve) => {
          const element = document.createElement(tag)
          element.addEventListener('load', () => {
            if (tag !== 'iframe') signs.push(`${tag} ${Object.values(attributes)[0]}`)
            resolve()
          })
          element.addEventListener('error', () => resolve())
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
          document.body.append(element)
          setTimeout(resolve, 3_000)
        })
      await load('script', { src: `${vault}/api/session` })
      await load('script', { src: `${vault}/api/places` })
      await load('img', { src: `${vault}/icon.svg` })
      await load('link', { href: `${vault}/api/files/${entryId}/content`, rel: 'stylesheet' })
      await load('iframe', { src: `${vault}/you` })
      await load('iframe', { src: `${vault}/api/files/${entryId}/content` })
      return { signs, frames: window.frames.length }
    },
    { vault: origin, entryId: house.places.hall.entryId },
  )
  expect(loaded.signs).toEqual([])
  for (const frame of page.frames().slice(1)) {
    expect(
      await frame
        .locator('body')
        .innerText()
        .catch(() => ''),
    ).not.toContain(ADMIN.name)
  }
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate((vault) => Reflect.set(window, 'held', window.open(`${vault}/you`)), origin),
  ])
  await opened.waitForLoadState()
  expect(await opened.evaluate(() => window.opener)).toBeNull()
  expect(await page.evaluate(() => (Reflect.get(window, 'held') as Window).closed)).toBe(true)
})
