import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import type { Socket } from 'socket.io-client'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { ADMIN, apiOf, EDITOR, tokenOf, VIEWER } from '../support/people.ts'
import { ask, connectSocket } from '../support/socket-client.ts'
import type { VaultProcess } from '../support/vault-process.ts'
import { bubbles, cuttable, field, openChat, say } from './support.ts'

const PASSWORD = 'plum-cake-and-cream'

// Three pages at once on a machine that is busy with something else take their time.
test.describe.configure({ timeout: 180_000 })

async function visit(
  browser: Browser,
  vault: VaultProcess,
  size: (typeof SIZES)[number],
  person = ADMIN as typeof ADMIN | typeof EDITOR,
) {
  const context = await browser.newContext({ viewport: { width: size.width, height: size.height } })
  const page = await context.newPage()
  await signIn(page, vault, person)
  return { context, page }
}

async function put(vault: VaultProcess, room: string, path: string): Promise<void> {
  const answer = await fetch(`${vault.origin}/api/places/${room}/content?path=${encodeURIComponent(path)}`, {
    ...{ method: 'PUT', headers: { authorization: `Bearer ${await tokenOf(vault, ADMIN)}` }, body: path },
  })
  expect(answer.status).toBe(201)
}

/** Says lines one after the other, by three people in turn: one alone may not talk so fast. */
async function sayAll(vault: VaultProcess, place: string, texts: readonly string[]): Promise<void> {
  const sockets = await Promise.all(
    [ADMIN, EDITOR, VIEWER].map(async (person) =>
      connectSocket(vault.httpPort, { authorization: `Bearer ${await tokenOf(vault, person)}` }),
    ),
  )
  for (const [at, text] of texts.entries()) {
    const socket = sockets[at % sockets.length] as Socket
    // The tests before spoke as well: wait as long as the vault says.
    await expect(async () => {
      const answer = await ask(socket, 'chat:send', { place, clientId: `message-${at}`, text, entries: [] })
      expect(answer).toMatchObject({ ok: true })
    }).toPass({ timeout: 30_000 })
  }
  for (const socket of sockets) socket.close()
}

test.beforeAll(async ({ house }) => {
  for (const size of SIZES) {
    await house.admin.call(ROUTES.places.createRoom, { body: { name: `Family ${size.name}`, access: 'accounts' } })
    await house.admin.call(ROUTES.places.createRoom, {
      body: { name: `Guests ${size.name}`, access: 'password', password: PASSWORD, guestRole: 'viewer' },
    })
  }
})

for (const size of SIZES) {
  test.describe(`on a ${size.name}`, () => {
    const family = `family-${size.name}`

    test('two people, one of them with two tabs, talk over lines that are cut: nothing lost, nothing twice', async ({
      browser,
      house,
    }) => {
      const mila = await visit(browser, house.vault, size, EDITOR)
      const rowan = await visit(browser, house.vault, size)
      const tab = await mila.context.newPage()
      const line = await cuttable(mila.page)
      for (const page of [mila.page, tab, rowan.page]) await openChat(page, house.vault.origin, family)

      await say(mila.page, 'Soup is ready')
      for (const page of [mila.page, tab, rowan.page]) await expect.poll(() => bubbles(page)).toEqual(['Soup is ready'])

      await line.cut()
      await expect(mila.page.getByText('The vault is out of reach. What you write')).toBeVisible()
      await say(mila.page, 'said while away')
      await say(mila.page, 'and once more')
      await say(rowan.page, 'meanwhile here')
      // A reload in the middle of it keeps what was not sent.
      await mila.page.reload()
      await expect(mila.page.getByText('and once more')).toBeVisible()
      await line.mend()
      const all = ['Soup is ready', 'meanwhile here', 'said while away', 'and once more']
      for (const page of [mila.page, tab, rowan.page])
        await expect.poll(() => bubbles(page), { timeout: 25_000 }).toEqual(all)

      // The vault hears it, but its answer is lost with the line: the page says it again.
      line.loseAnswers()
      await say(mila.page, 'heard but not answered')
      await expect.poll(() => bubbles(rowan.page)).toContain('heard but not answered')
      await line.cut()
      await line.mend()
      all.push('heard but not answered')
      for (const page of [mila.page, tab, rowan.page])
        await expect.poll(() => bubbles(page), { timeout: 25_000 }).toEqual(all)
      await expect(mila.page.getByText('Sending', { exact: true })).toHaveCount(0)
      const stored = await house.admin.call(ROUTES.chat.list, { params: { place: family }, query: {} })
      expect(stored.messages.filter(({ kind }) => kind === 'text').map(({ text }) => text)).toEqual(all)
      for (const { context } of [mila, rowan]) await context.close()
    })

    test('a guest opens the room by pass:PASSWORD in the box at its door, says a name, and talks', async ({
      browser,
      house,
    }) => {
      const { vault } = house
      const context = await browser.newContext({ viewport: { width: size.width, height: size.height } })
      const page = await context.newPage()
      const sent: string[] = []
      page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
      await page.goto(`${vault.origin}/guests-${size.name}`)
      await expect(page.getByText('Write the password, or pass:PASSWORD, and the room opens.')).toBeVisible()
      await page.getByLabel('Room password').fill(`pass:${PASSWORD}`)
      await page.getByLabel('Room password').press('Enter')
      await expect(page.getByLabel('Room password')).toHaveCount(0)
      await openChat(page, vault.origin, `guests-${size.name}`)
      await page.getByLabel('Your name').fill('Aunt Rose')
      await page.getByRole('button', { name: 'Say my name' }).click()
      await say(page, 'What a lovely room')
      await expect.poll(() => bubbles(page)).toEqual(['What a lovely room'])
      await say(page, `pass:${PASSWORD}`)
      await expect(page.getByText('This looks like a password, so it was not sent.')).toBeVisible()
      await expect.poll(() => bubbles(page)).toEqual(['What a lovely room'])
      await page.reload()
      await expect(page.getByText('You are Aunt Rose here')).toBeVisible()

      const rowan = await visit(browser, vault, size)
      await openChat(rowan.page, vault.origin, `guests-${size.name}`)
      await expect(rowan.page.getByText('Aunt Rose, guest opened the room with its password')).toBeVisible()
      await expect(rowan.page.getByText(/Aunt Rose, guest \d/)).toBeVisible()
      await house.admin.call(ROUTES.places.changeRoom, {
        params: { place: `guests-${size.name}` },
        body: { password: `${PASSWORD}-new` },
      })
      await expect(page.getByLabel('Room password')).toBeVisible()
      expect(sent.join('\n')).not.toContain(PASSWORD)
      expect(vault.output()).not.toContain(PASSWORD)
      for (const name of await readdir(vault.dataFolder, { recursive: true, withFileTypes: true })) {
        if (!name.isFile()) continue
        const bytes = await readFile(join(name.parentPath, name.name))
        expect(bytes.includes(PASSWORD), name.name).toBe(false)
      }
      for (const one of [context, rowan.context]) await one.close()
    })

    test('messages carry links and files, are taken back, and are counted until they are read', async ({
      browser,
      house,
    }) => {
      const room = `family-${size.name}`
      const rowan = await visit(browser, house.vault, size)
      const mila = await visit(browser, house.vault, size, EDITOR)
      const line = await cuttable(mila.page)
      await put(house.vault, room, 'beach.txt')
      await openChat(rowan.page, house.vault.origin, room)
      await expect(rowan.page.getByText('You added “beach.txt”')).toBeVisible()
      await field(rowan.page).fill('first line')
      await field(rowan.page).press('Shift+Enter')
      await field(rowan.page).pressSequentially('see https://example.org/a. <b>not bold</b> javascript:alert(1)')
      await field(rowan.page).press('Enter')
      const link = rowan.page.getByRole('link', { name: 'https://example.org/a' })
      await expect(link).toHaveAttribute('href', 'https://example.org/a')
      await expect(link).toHaveAttribute('rel', /noopener noreferrer/)
      await expect(rowan.page.getByText('<b>not bold</b> javascript:alert(1)')).toBeVisible()

      await rowan.page.getByRole('button', { name: 'Add from this room' }).click()
      await rowan.page.getByRole('dialog').getByText('beach.txt').first().waitFor()
      await rowan.page.getByRole('dialog').getByRole('checkbox', { name: 'beach.txt' }).press('Space')
      await rowan.page.getByRole('dialog').getByRole('button', { name: 'Add 1' }).click()
      await say(rowan.page, 'about this one')
      await expect(rowan.page.getByRole('button', { name: /^beach\.txt/ })).toHaveCount(2)

      await mila.page.goto(`${house.vault.origin}/place?id=${room}`)
      const tab =
        size.name === 'phone'
          ? mila.page.getByRole('link', { name: /^Chat/ })
          : mila.page.getByRole('button', { name: /^Chat/ })
      await expect(tab).toContainText(/unread message/)
      await tab.click()
      await expect(mila.page.getByText('New', { exact: true })).toBeVisible()
      await expect(mila.page.getByText('about this one')).toBeVisible()
      await mila.page
        .getByRole('button', { name: /^beach\.txt/ })
        .last()
        .click()
      await expect(mila.page).toHaveURL(/entry=/)
      await mila.page.goBack()
      await expect(mila.page.getByRole('complementary', { name: 'Chat' })).toBeVisible()
      await mila.page.goBack()
      await expect(tab).not.toContainText(/unread message/)

      // Read while the connection is away, and left before it is back.
      const asMila = await apiOf(house.vault, EDITOR)
      const { id } = await asMila.call(ROUTES.places.get, { params: { place: room } })
      const unread = async () =>
        (await asMila.call(ROUTES.chat.unread, {})).rooms.find(({ placeId }) => placeId === id)?.unread
      await expect.poll(unread).toBe(0)
      await line.cut()
      await say(rowan.page, 'read without a connection')
      await expect.poll(unread).toBe(1)
      await tab.click()
      await expect(mila.page.getByText('read without a connection')).toBeInViewport()
      await expect(mila.page.getByText('The vault is out of reach. What you write')).toBeVisible()
      await mila.page.goBack()
      await expect(mila.page.getByRole('complementary', { name: 'Chat' })).toHaveCount(0)
      expect(await unread()).toBe(1)
      await line.mend()
      await expect.poll(unread).toBe(0)

      const own = rowan.page.getByRole('listitem').filter({ hasText: 'about this one' })
      await own.hover()
      await own.getByRole('button', { name: 'Actions for the message of You' }).click()
      await rowan.page.getByRole('menuitem', { name: 'Delete' }).click()
      await rowan.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
      await expect(rowan.page.getByText('This message was deleted.')).toBeVisible()
      await expect(rowan.page.getByText('about this one')).toHaveCount(0)
      for (const { context } of [rowan, mila]) await context.close()
    })

    test('has no serious accessibility finding', async ({ browser, house }, info) => {
      const { context, page } = await visit(browser, house.vault, size)
      await openChat(page, house.vault.origin, `family-${size.name}`)
      await say(page, 'How it looks: https://example.org')
      await expect(page.getByText('How it looks')).toBeVisible()
      await expect(page.getByText('Sending', { exact: true })).toHaveCount(0)
      await expectAccessible(page, [size])
      await page.screenshot({ path: info.outputPath(`chat-${size.name}.png`) })
      await context.close()
    })
  })
}

test('earlier messages are read above without moving what is in sight', async ({ page, house }) => {
  const { vault } = house
  const room = await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Long', access: 'accounts' } })
  const texts = Array.from({ length: 54 }, (_, at) => `message ${at}`)
  const newest = texts.at(-1) ?? ''
  await sayAll(vault, room.id, texts)
  await signIn(page, vault)
  await openChat(page, vault.origin, room.id)
  await expect(page.getByText(newest, { exact: true })).toBeVisible()
  await expect(page.getByText('message 0', { exact: true })).toHaveCount(0)
  const list = page.getByRole('region', { name: /^Messages in/ })
  const shown = page.getByText('message 12', { exact: true })
  await shown.scrollIntoViewIfNeeded()
  const before = await shown.boundingBox()
  await expect(page.getByText('message 0', { exact: true })).toBeAttached()
  const after = await shown.boundingBox()
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(4)
  await expect.poll(() => bubbles(page)).toEqual(texts)
  await list.evaluate((box) => box.scrollTo(0, 0))
  await page.getByRole('button', { name: 'To the newest message' }).click()
  await expect(page.getByText(newest, { exact: true })).toBeInViewport()
})

test('the code of the conversation comes with the conversation, not with the page', async ({ page, house }) => {
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text().catch(() => ''))
  })
  await signIn(page, house.vault)
  await page.goto(`${house.vault.origin}/place?id=main`)
  await expect(page.getByRole('button', { name: /^Chat/ })).toBeVisible()
  const hasChat = async () => (await Promise.all(scripts)).some((text) => text.includes('chat-characters'))
  expect(await hasChat()).toBe(false)
  await page.getByRole('button', { name: /^Chat/ }).click()
  await expect(field(page)).toBeVisible()
  expect(await hasChat()).toBe(true)
})

test('the line to write in stays above a keyboard that only moves the visual viewport', async ({ browser, house }) => {
  const { context, page } = await visit(browser, house.vault, SIZES[0])
  await page.addInitScript(() => {
    const fake = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1, width: innerWidth })
    Object.defineProperty(window, 'visualViewport', { value: fake })
  })
  await openChat(page, house.vault.origin)
  await expect(field(page)).toBeVisible()
  await page.evaluate(() => {
    Object.assign(window.visualViewport ?? {}, { height: innerHeight - 320 })
    window.visualViewport?.dispatchEvent(new Event('resize'))
  })
  const bottom = async () => {
    const box = await field(page).boundingBox()
    return (box?.y ?? 0) + (box?.height ?? 0)
  }
  await expect.poll(bottom).toBeLessThanOrEqual(SIZES[0].height - 320)
  await context.close()
})
