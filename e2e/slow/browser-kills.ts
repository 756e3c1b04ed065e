/**
 * `npm run slow:browser-kills [-- --kills 20 --seed N]`: a browser with a queue of 40 files (uploads from copies and from
 * handles, pins, verified downloads; 318 MiB) whose whole process group is killed at seeded moments, and opened again
 * each time until all is done. The line is slow enough for every kill to find uploads, pins or downloads under way. Both
 * hashes of each file are compared, and what had passed in vain is counted by file: at most 8 MiB in each direction for a
 * kill. Needs a build.
 */
import { parseArgs } from 'node:util'
import { rollDice } from '../faults/support/seeded.ts'
import { liveThroughKills } from '../pages/support/browser-lives.ts'
import { prepareQueue, type QueueSizes } from '../pages/support/mixed-queue.ts'
import { makeProfile } from '../pages/support/own-browser.ts'
import { moveIn } from '../support/people.ts'
import { createSamples } from '../support/sample-files.ts'
import { openSlowLine } from '../support/slow-line.ts'
import { launchVault } from '../support/vault-process.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const MIB = 2 ** 20
const dice = rollDice(seed)
const small = (count: number) => Array.from({ length: count }, () => dice.between(1, 600_000))
const sizes: QueueSizes = {
  uploads: [...small(14), 40 * MIB, 24 * MIB + 1, 17 * MIB, 33 * MIB, 9 * MIB, 12 * MIB + 77],
  handles: [...small(3), 28 * MIB, 11 * MIB + 5, 19 * MIB],
  pins: [...small(4), 32 * MIB + 3, 24 * MIB, 8 * MIB, 15 * MIB],
  downloads: [dice.between(1, 600_000), 20 * MIB, 12 * MIB + 9],
  saves: [dice.between(1, 600_000), 6 * MIB, 5 * MIB + 1],
}
const mib = (bytes: number) => (bytes / MIB).toFixed(1).padStart(8)

const samples = await createSamples()
const vault = await launchVault()
const line = await openSlowLine(vault.httpPort)
const profile = await makeProfile()
try {
  const api = await moveIn(vault)
  const queue = await prepareQueue(vault, { api, samples, sizes })
  const total = queue.files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  console.log(`slow:browser-kills: seed ${seed}, ${queue.files.length} files, ${mib(total).trim()} MiB`)
  console.log('  MiB:                  again up    down   saves   left up    down   seconds')
  const broken = await liveThroughKills({
    ...{ vault, line, profile, queue, seed, kills: Number(values.kills), bytesPerSecond: 16 * MIB },
    say: ({ moment, againUp, againDown, againSaves, leftUp, leftDown, seconds }) => {
      const figures = [againUp, againDown, againSaves, leftUp, leftDown].map(mib).join('')
      console.log(`  ${moment.padEnd(22)}${figures}  ${seconds.toFixed(1).padStart(8)}`)
    },
  })
  for (const one of broken) console.log(`BROKEN ${one}`)
  console.log(
    `slow:browser-kills: ${broken.length === 0 ? 'every promise was kept' : `${broken.length} broken promises`}`,
  )
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await profile.remove()
  await line.close()
  await vault.dispose()
  await samples.remove()
}
