import { expect, type Page, test } from '@playwright/test'
import { signIn } from '../support/fixtures.ts'
import { ADMIN } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household } from './support/household.ts'
import { send } from './support/wire.ts'

/** The pages themselves: only what was built runs in them, and they speak to nobody but the vault. */

let house: Household

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
})

test.afterAll(() => house.vault.dispose())

const PAGES = [
  '/',
  '/sign-in',
  '/setup',
  '/you',
  '/admin',
  '/share',
  '/place?id=hall',
  '/place?id=den',
  '/place?id=none',
  '/place/settings?id=hall',
  '/hall',
  '/no/such/page',
]

test('every page says what may run in it, and names no inline script that was not built', async () => {
  for (const path of PAGES.filter((one) => one !== '/hall')) {
    const { headers, status } = await send(house.door, { method: 'GET', path })
    const policy = String(headers['content-security-policy'])
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
    expect(status, path).toBeLessThan(500)
    expect(scripts, path).toMatch(/^'self'( 'sha256-[A-Za-z0-9+/=]+')*$/)
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy, path).toContain(part)
    }
    expect(policy, path).not.toMatch(/unsafe-eval|unsafe-hashes|\*|https?:/)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['referrer-policy'], path).toBe('no-referrer')
    expect(headers['x-frame-options'], path).toBe('DENY')
    expect(headers['x-powered-by'], path).toBeUndefined()
  }
})

/** Puts script into a page in every way an injection has. @returns the ways that ran */
async function inject(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ran: string[] = []
    Reflect.set(window, 'ran', (way: string) => ran.push(way))
    const holder = document.createElement('div')
    document.body.append(holder)
    const add = (tag: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      holder.append(element)
      return element
    }
    add('script', {}, "ran('an inline script')")
    add('script', { type: 'module' }, "ran('an inline module')")
    add('script', { nonce: 'x' }, "ran('a script with a nonce')")
    add('script', { src: 'data:text/javascript,ran("a data address")' })
    add('script', { src: URL.createObjectURL(new Blob(["ran('a blob')"], { type: 'text/javascript' })) })
    add('img', { src: 'data:,', onerror: "ran('an event handler')" })
    add('iframe', { srcdoc: "<script>parent.ran('the source of a frame')</script>" })
    add('iframe', { src: "javascript:parent.ran('a javascript frame')" })
    add('object', { data: "data:text/html,<script>parent.ran('an object')</script>" })
    add('embed', { src: "javascript:ran('an embed')" })
    add('a', { href: "javascript:ran('a javascript link')" }).click()
    add('base', { href: 'https://evil.example/' })
    const form = add('form', { action: "javascript:ran('a form')" })
    if (form instanceof HTMLFormElement) form.submit()
    setTimeout("ran('text as a timer')", 0)
    const address = 'data:text/javascript,ran("an import")'
    await import(address).catch(() => undefined)
    await fetch('https://evil.example/').then(
      () => ran.push('a request to a stranger'),
      () => undefined,
    )
    await new Promise((resolve) => setTimeout(resolve, 700))
    if (document.baseURI.includes('evil')) ran.push('another base')
    return ran
  })
}

test('no script runs in a page that was not built with it, and nothing goes to a stranger', async ({ page }) => {
  const strangers: string[] = []
  page.context().on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    const isOwn = host === new URL(house.vault.origin).host || ['data:', 'blob:', 'about:'].includes(protocol)
    if (!isOwn) strangers.push(request.url())
  })
  const errors: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) errors.push(message.text())
  })
  await page.goto(`${house.vault.origin}/sign-in`)
  await page.waitForLoadState('networkidle')
  expect(errors, 'the sign-in page itself').toEqual([])
  expect(await inject(page)).toEqual([])
  await signIn(page, house.vault, ADMIN)
  for (const path of PAGES) {
    // What was injected into the page before is told of until that page is left.
    await page.goto('about:blank')
    errors.length = 0
    await page.goto(house.vault.origin + path)
    await page.waitForLoadState('networkidle')
    expect(errors, path).toEqual([])
    if (path.startsWith('/place?') || path === '/admin') expect(await inject(page), path).toEqual([])
  }
  expect(strangers).toEqual([])
})

test('what stands in the address is shown as text', async ({ page }) => {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    dialog.dismiss().catch(() => undefined)
  })
  const evil = encodeURIComponent('"><img src=x onerror=alert(1)><script>alert(2)</script>')
  await signIn(page, house.vault, ADMIN)
  const paths = [
    `/place?id=${evil}`,
    `/place?id=hall&path=${evil}`,
    `/sign-in?next=${evil}`,
    `/sign-in?error=${evil}`,
    `/${evil}`,
  ]
  const leaving = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(3)',
    '/%09/evil.example',
  ]
  for (const path of [
    ...paths,
    ...leaving.map((to) => `/sign-in?next=${encodeURIComponent(to)}&callbackUrl=${encodeURIComponent(to)}`),
  ]) {
    await page.goto(house.vault.origin + path)
    await page.waitForLoadState('networkidle')
    expect(new URL(page.url()).origin, path).toBe(house.vault.origin)
  }
  expect(dialogs).toEqual([])
})

test('after signing out, the back button shows nothing of what was private', async ({ page }) => {
  await signIn(page, house.vault, ADMIN)
  await page.goto(`${house.vault.origin}/place?id=cellar`)
  await page.waitForLoadState('networkidle')
  const { origin } = house.vault
  await page.evaluate(async () => {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
  })
  await page.goto(`${origin}/sign-in`)
  await page.goBack()
  await page.waitForLoadState('networkidle')
  await expect(page.getByText('note.txt')).toHaveCount(0)
  await expect(page.getByText('cellar', { exact: true })).toHaveCount(0)
})
