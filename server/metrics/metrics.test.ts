import { expect, it } from 'vitest'
import { createMetrics, type MetricsSources } from './metrics.ts'

const NOW = 1_000_000_000

async function expose(backups: Awaited<ReturnType<MetricsSources['backups']>>): Promise<string> {
  const metrics = createMetrics()
  metrics.read({
    ...{
      traffic: () => ({ upBytes: 1, downBytes: 2 }),
      pictures: async () => ({ waiting: 0, failed: 0, keptBytes: 0 }),
      sockets: () => 3,
      now: () => NOW,
    },
    jobs: async () => ({ queued: 0, running: 0, failed: 0 }),
    backups: async () => backups,
  })
  const text = await metrics.expose()
  metrics.close()
  return text
}

it('tells the age of the newest snapshot, what is wrong, and how many files are damaged', async () => {
  const text = await expose({ warning: 'stale', newestAt: NOW - 90_000, damagedCount: 4 })
  expect(text).toMatch(/^hearth_backup_age_seconds 90$/m)
  expect(text).toMatch(/^hearth_backup_trouble\{kind="stale"\} 1$/m)
  expect(text).toMatch(/^hearth_backup_trouble\{kind="failed"\} 0$/m)
  expect(text).toMatch(/^hearth_damaged_files 4$/m)
})

it('tells no age while there is no snapshot, and none below zero when a clock was set back', async () => {
  expect(await expose({ warning: null, newestAt: null, damagedCount: 0 })).not.toMatch(/^hearth_backup_age_seconds/m)
  expect(await expose({ warning: null, newestAt: NOW + 5, damagedCount: 0 })).toMatch(/^hearth_backup_age_seconds 0$/m)
})
