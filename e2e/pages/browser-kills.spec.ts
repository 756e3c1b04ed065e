import { expect, test } from '@playwright/test'
import { moveIn } from '../support/people.ts'
import { createSamples } from '../support/sample-files.ts'
import { openSlowLine } from '../support/slow-line.ts'
import { launchVault } from '../support/vault-process.ts'
import { type BrowserLife, liveThroughKills } from './support/browser-lives.ts'
import { prepareQueue } from './support/mixed-queue.ts'
import { makeProfile } from './support/own-browser.ts'

/** A few of the moments of `npm run slow:browser-kills`, always the same ones. */
const MIB = 2 ** 20
const SEED = 20

test('a browser that is killed twice amid uploads, pins and downloads loses none, and sends little again', async () => {
  test.setTimeout(240_000)
  const samples = await createSamples()
  const vault = await launchVault()
  const line = await openSlowLine(vault.httpPort)
  const profile = await makeProfile()
  try {
    const sizes = {
      uploads: [120_000, 5 * MIB + 1, 300_000],
      handles: [3 * MIB],
      pins: [4 * MIB + 3, 90_000],
      downloads: [2 * MIB],
      saves: [70_000],
    }
    const queue = await prepareQueue(vault, { api: await moveIn(vault), samples, sizes })
    const lives: BrowserLife[] = []
    const broken = await liveThroughKills({
      ...{ vault, line, profile, queue, seed: SEED, kills: 2, bytesPerSecond: 4 * MIB },
      say: (life) => lives.push(life),
    })
    expect(broken).toEqual([])
    expect(lives).toHaveLength(3)
    expect(lives.at(-1)).toMatchObject({ leftUp: 0, leftDown: 0 })
  } finally {
    await profile.remove()
    await line.close()
    await vault.dispose()
    await samples.remove()
  }
})
