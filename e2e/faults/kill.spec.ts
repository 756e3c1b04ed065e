import { expect, test } from '@playwright/test'
import { launchVault } from '../support/vault-process.ts'
import { planCuts } from './support/cuts.ts'
import { live, UNLIMITED } from './support/life.ts'
import { rollDice } from './support/seeded.ts'

/** The seeds of the normal run; `npm run fault:kill` takes others, and many more of them. */
const LIVES = [
  { seed: 20_240_611, cuts: 13 },
  { seed: 7_919, cuts: 12 },
] as const

for (const { seed, cuts } of LIVES) {
  test(`killed ${cuts} times, between two steps and at random moments, the vault keeps every promise (seed ${seed})`, async () => {
    test.setTimeout(300_000)
    const vault = await launchVault({ flags: UNLIMITED })
    try {
      const lines: string[] = []
      const story = await live({
        ...{ vault, seed, cuts: planCuts(cuts, rollDice(seed)), cutOff: () => vault.kill() },
        say: (line) => void lines.push(line),
      })
      expect(story.broken, lines.join('\n')).toEqual([])
      expect(story.hits, lines.join('\n')).toBeGreaterThanOrEqual(5)
    } finally {
      await vault.dispose()
    }
  })
}
