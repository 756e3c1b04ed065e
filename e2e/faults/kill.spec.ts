import { expect, test } from '@playwright/test'
import { launchVault } from '../support/vault-process.ts'
import { planCuts } from './support/cuts.ts'
import { type LifeStory, live, UNLIMITED } from './support/life.ts'
import { rollDice } from './support/seeded.ts'

/** The seeds of the normal run; `npm run fault:kill` takes others, and many more of them. */
const LIVES = [
  { seed: 20_240_611, cuts: 13 },
  { seed: 7_919, cuts: 12 },
] as const

async function liveOnce({ seed, cuts }: (typeof LIVES)[number], say: (line: string) => void): Promise<LifeStory> {
  const vault = await launchVault({ flags: UNLIMITED })
  try {
    return await live({ vault, seed, cuts: planCuts(cuts, rollDice(seed)), cutOff: () => vault.kill(), say })
  } finally {
    await vault.dispose()
  }
}

test('killed 25 times, between two steps and at random moments, two vaults keep every promise', async () => {
  // Two lives beside each other: some two minutes of CPU. The limit is for a machine that a dozen others share.
  test.setTimeout(1_200_000)
  const lines: string[] = []
  const stories = await Promise.all(LIVES.map((life) => liveOnce(life, (line) => void lines.push(line))))
  const story = lines.join('\n')
  expect(
    stories.flatMap(({ broken }) => broken),
    story,
  ).toEqual([])
  for (const { hits } of stories) expect(hits, story).toBeGreaterThanOrEqual(5)
})
