import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { EDITOR } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household, putFile } from './support/household.ts'
import { PAYLOADS, type Payload } from './support/payloads.ts'
import { eachOf, send } from './support/wire.ts'

/** What people upload never runs on the vault's origin, however somebody is led to it. */

let house: Household
let files: { payload: Payload; path: string }[]

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  files = await eachOf(PAYLOADS, 4, async (payload) => {
    const id = await putFile(
      house.door,
      house.places.hall.id,
      payload.name,
      payload.content,
      house.editorProof,
      payload.type,
    )
    return { payload, path: `/api/files/${id}/content` }
  })
})

test.afterAll(() => house.vault.dispose())

/** Signs in and watches for every sign that a payload ran. */
async function watch(page: Page): Promise<{ signs: string[] }> {
  const signs: string[] = []
  await signIn(page.context())
  page.context().on('request', (request) => {
    if (request.url().includes('pwned')) signs.push(`asked for ${request.url()}`)
  })
  page
    .context()
    .on('page', (opened) => opened.on('dialog', (dialog) => tellDialog(dialog.message(), () => dialog.dismiss())))
  page.on('dialog', (dialog) => tellDialog(dialog.message(), () => dialog.dismiss()))
  function tellDialog(message: string, dismiss: () => Promise<void>): void {
    signs.push(`a dialog said ${message}`)
    dismiss().catch(() => undefined)
  }
  return { signs }
}

async function signIn(context: BrowserContext): Promise<void> {
  const { origin } = house.vault
  const csrf = await context.request.get(`${origin}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  await context.request.post(`${origin}/api/auth/callback/credentials`, {
    form: { ...EDITOR, csrfToken, json: 'true' },
    headers: { origin },
  })
  const session = (await (await context.request.get(`${origin}/api/session`)).json()) as { principal: { kind: string } }
  expect(session.principal.kind).toBe('account')
}

/** What a payload left behind in the origin. */
async function tracesIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const traces: string[] = []
    if (localStorage.getItem('pwned') !== null) traces.push('wrote into the storage')
    if (document.cookie.includes('pwned')) traces.push('wrote a cookie')
    if (Object.hasOwn(window, 'pwned')) traces.push('reached the window')
    return traces
  })
}

test('every content carries headers that keep it from running', async () => {
  const complaints = await eachOf(files, 4, async ({ payload, path }) => {
    const { headers, status } = await send(house.door, { method: 'GET', path, headers: house.editorProof })
    const type = String(headers['content-type'])
    const disposition = String(headers['content-disposition'])
    const policy = String(headers['content-security-policy'])
    const wrong = [
      status !== 200 && `status ${status}`,
      headers['x-content-type-options'] !== 'nosniff' && 'may be sniffed',
      !/^sandbox(;|$)/.test(policy) && `no sandbox: ${policy}`,
      !policy.includes("default-src 'none'") && `policy ${policy}`,
      headers['x-frame-options'] !== 'DENY' && !policy.includes("frame-ancestors 'none'") && 'may be framed',
      headers['cross-origin-resource-policy'] !== 'same-origin' && 'other origins may load it',
      headers['referrer-policy'] !== 'no-referrer' && 'tells where one came from',
      payload.isMedia === undefined && !disposition.startsWith('attachment') && `shown in place: ${disposition}`,
      disposition.startsWith('inline') &&
        !/^(image\/(?!svg)|audio\/|video\/)/.test(type) &&
        `shown in place as ${type}`,
      /javascript|ecmascript/.test(type) && `a type that script tags take: ${type}`,
      !/^[\x20-\x7e]+$/.test(disposition) && 'a header that is not ASCII',
    ].filter((line) => line !== false)
    return wrong.length === 0 ? null : `${payload.name}: ${wrong.join(', ')}`
  })
  expect(complaints.filter((line) => line !== null)).toEqual([])
})

test('opened by its address, nothing runs', async ({ page }) => {
  const { signs } = await watch(page)
  for (const { path } of files) {
    // What is saved instead of shown ends the navigation.
    await page.goto(house.vault.origin + path, { waitUntil: 'load' }).catch(() => undefined)
  }
  await page.goto(`${house.vault.origin}/api/docs`)
  expect([...signs, ...(await tracesIn(page))]).toEqual([])
})

test('shown in place against its headers, the sandbox alone keeps it from running', async ({ page }) => {
  const { signs } = await watch(page)
  await page.route('**/api/files/*/content', async (route) => {
    const response = await route.fetch()
    const { 'content-disposition': _, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
  for (const { path } of files) {
    await page.goto(house.vault.origin + path, { waitUntil: 'load' }).catch(() => undefined)
    await page.waitForTimeout(30)
  }
  await page.unroute('**/api/files/*/content')
  await page.goto(`${house.vault.origin}/api/docs`)
  expect([...signs, ...(await tracesIn(page))]).toEqual([])
})

/** Every element that loads something, put into the vault's own page as an injection would. */
async function embedEverything(page: Page, addresses: readonly string[]): Promise<void> {
  await page.evaluate(async (urls) => {
    window.addEventListener('message', (event) => {
      if (event.data === 'pwned') Reflect.set(window, 'pwned', 1)
    })
    const make = (tag: string, attributes: Record<string, string>): void => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.body.append(element)
    }
    for (const src of urls) {
      make('img', { src })
      make('iframe', { src })
      make('object', { data: src })
      make('embed', { src })
      make('script', { src })
      make('script', { src, type: 'module' })
      make('video', { src })
      make('audio', { src })
      make('link', { rel: 'stylesheet', href: src })
      make('link', { rel: 'manifest', href: src })
      try {
        const worker = new Worker(src)
        worker.onmessage = () => Reflect.set(window, 'pwned', 1)
      } catch {}
      await navigator.serviceWorker?.register(src, { scope: src }).then(
        () => Reflect.set(window, 'pwned', 1),
        () => undefined,
      )
      await import(src).catch(() => undefined)
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }, addresses)
}

test('embedded in a page of the vault as an injection would, nothing runs', async ({ page }) => {
  const { signs } = await watch(page)
  await page.goto(`${house.vault.origin}/you`)
  await embedEverything(
    page,
    files.map(({ path }) => path),
  )
  expect([...signs, ...(await tracesIn(page))]).toEqual([])
})

test('a style sheet or a manifest that somebody uploaded is not taken for one of the vault', async ({ page }) => {
  const { signs } = await watch(page)
  await page.goto(`${house.vault.origin}/you`)
  const css = files.filter(({ payload }) => payload.name === 'cascade.css').map(({ path }) => path)
  await embedEverything(page, css)
  expect(signs).toEqual([])
})

test('a name that is markup is shown as text', async ({ page }) => {
  const { signs } = await watch(page)
  const { door, places, editorProof } = house
  for (const name of [
    "'-alert('pwned')-'.txt",
    '{{constructor.constructor(`alert(1)`)()}}.txt',
    'javascript&colon;alert(1).txt',
  ]) {
    await putFile(door, places.yard.id, name, 'x', editorProof)
  }
  await send(door, {
    ...{ method: 'POST', path: '/api/uploads', body: 'x' },
    headers: {
      ...{ 'tus-resumable': '1.0.0', 'upload-length': '1', 'content-type': 'application/offset+octet-stream' },
      'upload-metadata': `place ${Buffer.from(places.yard.id).toString('base64')},filename ${Buffer.from(
        '<img src=x onerror=alert(1)>.txt',
      ).toString('base64')}`,
      ...editorProof,
    },
  })
  await page.goto(`${house.vault.origin}/place?id=yard`)
  await expect(page.getByText('constructor.constructor').first()).toBeVisible()
  expect([...signs, ...(await tracesIn(page))]).toEqual([])
})
