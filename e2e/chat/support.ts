import type { Page, WebSocketRoute } from '@playwright/test'
import { expect } from '../support/fixtures.ts'

/** A line between a page and the vault that can be cut, or that loses what the vault answers. */
export async function cuttable(page: Page) {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  let losesAnswers = false
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (isCut) return void socket.close()
    const server = socket.connectToServer()
    open.add(socket)
    socket.onMessage((message) => server.send(message))
    server.onMessage((message) => {
      if (!losesAnswers) socket.send(message)
    })
  })
  return {
    async cut(): Promise<void> {
      isCut = true
      await Promise.all([...open].map((socket) => socket.close().catch(() => undefined)))
      open.clear()
    },
    /** From now on the vault hears the page, and the page does not hear the vault. */
    loseAnswers(): void {
      losesAnswers = true
    },
    /** The network is back, and the browser says so. */
    async mend(): Promise<void> {
      isCut = false
      losesAnswers = false
      await page.evaluate(() => window.dispatchEvent(new Event('online')))
    },
  }
}

export const field = (page: Page) => page.getByRole('textbox', { name: /^Message to/ })

export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
}

/** The texts of the messages on the screen, in order: what stands in bubbles. */
export async function bubbles(page: Page): Promise<string[]> {
  const all = await page
    .getByRole('region', { name: /^Messages in/ })
    .locator('li p.whitespace-pre-wrap')
    .allTextContents()
  return all.map((text) => text.trim())
}

export async function openChat(page: Page, origin: string, room = 'main'): Promise<void> {
  await page.goto(`${origin}/place?id=${room}&chat=1`)
  await expect(page.getByRole('complementary', { name: 'Chat' })).toBeVisible()
}
