/**
 * `npm run fault:kill [-- --cuts 1000 --seed N --at-once 2]`: a thousand deaths by SIGKILL, in lives of 25 each. Needs
 * a build. A failure names its seed: `--seed N --cuts 25` runs that life again.
 */

import { planCuts } from '../faults/support/cuts.ts'
import { live, UNLIMITED } from '../faults/support/life.ts'
import { rollDice } from '../faults/support/seeded.ts'
import { launchVault } from '../support/vault-process.ts'
import { runLives } from './run-lives.ts'

await runLives('fault:kill', async ({ seed, cuts, say }) => {
  const vault = await launchVault({ flags: UNLIMITED })
  try {
    return await live({ vault, seed, cuts: planCuts(cuts, rollDice(seed)), cutOff: () => vault.kill(), say })
  } finally {
    await vault.dispose()
  }
})
