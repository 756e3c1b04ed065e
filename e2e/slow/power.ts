/**
 * `npm run fault:power [-- --cuts 100 --seed N]`: simulated power cuts on loop file systems, ext4 and xfs in turn.
 * Needs a build, Linux and root; what this machine cannot do is skipped by name.
 */
import { planCuts } from '../faults/support/cuts.ts'
import { type DiskKind, whyNoLoopDisk } from '../faults/support/loop-disk.ts'
import { liveOnLoop } from '../faults/support/power.ts'
import { rollDice } from '../faults/support/seeded.ts'
import { runLives } from './run-lives.ts'

const kinds: DiskKind[] = []
for (const kind of ['ext4', 'xfs'] as const) {
  const why = await whyNoLoopDisk(kind)
  if (why === null) kinds.push(kind)
  else console.log(`skipped: simulated power cuts on ${kind}: ${why}`)
}
let turn = 0
if (kinds.length > 0) {
  await runLives('fault:power', ({ seed, cuts, say }) => {
    const kind = kinds[turn++ % kinds.length] ?? 'ext4'
    return liveOnLoop({ kind, seed, cuts: planCuts(cuts, rollDice(seed)), say })
  })
}
