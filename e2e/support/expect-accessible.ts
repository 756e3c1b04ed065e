import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, SIZES, THEMES } from './fixtures.ts'

/** The serious findings of axe in the page as it is. @param rules these alone, otherwise all */
export async function seriousFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  await endMotion(page)
  // The page has no frames of others, so axe need not work in a page of its own.
  // What was announced of a button stays there for seconds, also when the button is gone.
  const shown = new AxeBuilder({ page }).setLegacyMode().exclude('[data-live-announcer]')
  const axe = shown.options({ resultTypes: ['violations'] })
  const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Half faded in, a text has another contrast than it will have. */
function endMotion(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
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
