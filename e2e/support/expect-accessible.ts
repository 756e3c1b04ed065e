import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { expect, SIZES, THEMES } from './fixtures.ts'

/** The serious findings of axe in the page as it is. @param rules these alone, otherwise all */
export async function seriousFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  await endMotion(page)
  // Once per page: half a megabyte each time takes longer than what it finds.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async (only) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      // What was announced of a button stays there for seconds, also when the button is gone.
      const { violations } = await axe.run(
        { exclude: [['[data-live-announcer]']] },
        { resultTypes: ['violations'], ...(only.length === 0 ? {} : { runOnly: { type: 'rule', values: only } }) },
      )
      return violations
    },
    [...rules],
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Half faded in, a text has another contrast than it will have. What inherits a fading colour begins when that has ended. */
function endMotion(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const running = () =>
      document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    await nextFrame()
    for (let ending = running(); ending.length > 0; ending = running()) {
      await Promise.allSettled(ending.map(({ finished }) => finished))
      await nextFrame()
    }
  })
}

/**
 * No serious finding in both sizes and themes, which the page follows without being loaded again. A theme changes
 * colours and nothing else, so the second one is asked about colours alone.
 */
export async function expectAccessible(page: Page, sizes: readonly (typeof SIZES)[number][] = SIZES): Promise<void> {
  const found: string[] = []
  for (const { name, width, height } of sizes) {
    await page.setViewportSize({ width, height })
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      const rules = theme === THEMES[0] ? [] : ['color-contrast', 'link-in-text-block']
      for (const finding of await seriousFindings(page, rules)) found.push(`${name}, ${theme}: ${finding}`)
    }
  }
  expect(found).toEqual([])
}
