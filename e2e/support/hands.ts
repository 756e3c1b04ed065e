import type { Locator } from '@playwright/test'
import { expect, SIZES, test } from './fixtures.ts'

type Size = (typeof SIZES)[number]

/** How a person works on a screen of some size: with a finger on the phone, with a mouse elsewhere. */
export interface Hands {
  size: Size
  isFinger: boolean
  press(target: Locator): Promise<void>
  /** A long press, or a right-click: both open the same menu. */
  askForMenu(target: Locator): Promise<void>
}

/** Declares the same tests for each size. A phone feels fingers. */
export function describeHands(declare: (hands: Hands) => void): void {
  for (const size of SIZES) {
    const isFinger = size.name === 'phone'
    test.describe(`on a ${size.name}`, () => {
      test.use({ viewport: { width: size.width, height: size.height }, hasTouch: isFinger })
      declare({
        size,
        isFinger,
        press: (target) => (isFinger ? target.tap() : target.click()),
        askForMenu: (target) => (isFinger ? stayOn(target) : target.click({ button: 'right' })),
      })
    })
  }
}

/** A finger that stays until the menu is there. */
async function stayOn(target: Locator): Promise<void> {
  const page = target.page()
  // The one before may still fade away.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('there is nothing to stay on')
  const session = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await expect(page.getByRole('menu')).toBeVisible()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
