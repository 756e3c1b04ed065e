import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Cut, planCuts } from './support/cuts.ts'
import { MIXED } from './support/housemate.ts'
import { type DiskKind, openLoopDisk, whyNoLoopDisk } from './support/loop-disk.ts'
import { liveOnLoop } from './support/power.ts'
import { rollDice } from './support/seeded.ts'

/** Simulated: the file system is shut down without a flush. `npm run fault:power` cuts longer, and XFS too. */

const KIND: DiskKind = 'ext4'
const WITHOUT_SYNC = `--import=${new URL('support/without-sync.mjs', import.meta.url).href}`

test.describe.configure({ mode: 'default', timeout: 240_000 })

test.beforeEach(async () => {
  const why = await whyNoLoopDisk(KIND)
  test.skip(why !== null, `simulated power cuts: ${why}`)
})

test('control: what nobody synced is gone after a cut, what was synced is there', async () => {
  const disk = await openLoopDisk(KIND)
  try {
    await writeFile(join(disk.folder, 'synced'), 'kept', { flush: true })
    const folder = await open(disk.folder)
    await folder.sync()
    await folder.close()
    await writeFile(join(disk.folder, 'not synced'), 'lost')
    await disk.cutPower()
    await disk.powerUp()
    expect(await readFile(join(disk.folder, 'synced'), 'utf8')).toBe('kept')
    expect(await readdir(disk.folder)).not.toContain('not synced')
  } finally {
    await disk.dispose()
  }
})

test('after simulated power cuts, between two steps and at a random moment, every promise holds', async () => {
  const lines: string[] = []
  const story = await liveOnLoop({
    ...{ kind: KIND, seed: 4_242, cuts: planCuts(3, rollDice(4_242)), say: (line) => void lines.push(line) },
  })
  expect(story.broken, lines.join('\n')).toEqual([])
})

test('control: the same rig finds promises broken by a vault that does not sync', async () => {
  const cut: Cut = { name: 'without syncs', mix: MIXED, fault: null, answers: 40, delayMs: 0 }
  const story = await liveOnLoop({
    ...{ kind: KIND, seed: 4_242, cuts: [cut], env: { NODE_OPTIONS: WITHOUT_SYNC }, say: () => {} },
  })
  expect(story.broken.length).toBeGreaterThan(0)
})
