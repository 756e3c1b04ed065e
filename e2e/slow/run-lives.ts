import { parseArgs } from 'node:util'
import type { LifeStory } from '../faults/support/life.ts'

interface LifePlan {
  readonly seed: number
  readonly cuts: number
  readonly say: (line: string) => void
}

const CUTS_PER_LIFE = 25
const CUTS = { 'fault:kill': 1_000, 'fault:power': 100 } as const

/** Lives one household after the other, or two at once; the exit code tells whether every promise was kept. */
export async function runLives(name: keyof typeof CUTS, live: (plan: LifePlan) => Promise<LifeStory>): Promise<void> {
  const { values } = parseArgs({
    options: { cuts: { type: 'string' }, seed: { type: 'string' }, 'at-once': { type: 'string' } },
  })
  const cuts = Number(values.cuts ?? CUTS[name])
  const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_000)
  const lives = Array.from({ length: Math.ceil(cuts / CUTS_PER_LIFE) }, (_, index) => ({
    seed: firstSeed + index,
    cuts: Math.min(CUTS_PER_LIFE, cuts - index * CUTS_PER_LIFE),
  }))
  const total = { lived: 0, hits: 0, answers: 0, files: 0 }
  const broken: string[] = []
  const waiting = [...lives]

  async function worker(): Promise<void> {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const story = await live({ ...plan, say: (line) => console.log(line) }).catch((error: unknown) => {
        const trouble = `seed ${plan?.seed}: ${error instanceof Error ? error.stack : error}`
        return { broken: [trouble], hits: 0, answers: 0, files: 0 }
      })
      for (const promise of story.broken) console.log(`BROKEN ${promise}`)
      broken.push(...story.broken)
      total.lived += plan.cuts
      total.hits += story.hits
      total.answers += story.answers
      total.files += story.files
      console.log(`${name}: ${total.lived} of ${cuts} cuts, ${total.hits} at a step, ${broken.length} broken promises`)
    }
  }
  await Promise.all(Array.from({ length: Number(values['at-once'] ?? 1) }, worker))

  for (const promise of broken) console.log(`BROKEN ${promise}`)
  console.log(
    `${name}: seeds ${firstSeed} to ${firstSeed + lives.length - 1}, ${total.files} files, ${total.answers} answers`,
  )
  console.log(
    broken.length === 0 ? `${name}: every promise was kept` : `${name}: ${broken.length} promises were broken`,
  )
  process.exitCode = broken.length === 0 ? 0 : 1
}
