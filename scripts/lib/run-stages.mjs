import { failedOne } from './tally.mjs'

/** @returns the names after `--only` (none: all stages), or null when they were not understood */
export function parseOnly(argv, stages) {
  const known = stages.map(({ name }) => name)
  const names = argv.flatMap((word) => (word === '--only' ? [] : word.replace(/^--only=/, '').split(',')))
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0 && (argv.length === 0 || names.length > 0)) return names
  console.error(`Usage: npm run check [-- --only ${known.join(',')}]`)
  return null
}

/**
 * Runs the stages one after another, also after a failed one: a person wants to know all of it. A stage that others
 * need (`needed`) ends the run when it fails.
 * @returns the exit code
 */
export async function runStages(stages) {
  const results = []
  for (const stage of stages) {
    console.log(`\n=== ${stage.name}: ${stage.what}`)
    const start = Date.now()
    const tally = await stage.run().catch((error) => failedOne(error.message))
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    results.push({ stage, tally, seconds })
    console.log(`--- ${stage.name}: ${countLine(tally)} in ${seconds} s`)
    for (const failure of tally.failures) console.log(`    failed: ${failure}`)
    if (stage.needed && tally.failures.length > 0) break
  }
  return summarize(results, stages)
}

function summarize(results, stages) {
  console.log('\n=== summary')
  for (const { stage, tally, seconds } of results) {
    console.log(`${stage.name.padEnd(14)} ${countLine(tally).padEnd(40)} ${seconds.padStart(7)} s`)
  }
  for (const { name } of stages.slice(results.length)) console.log(`${name.padEnd(14)} not run`)
  const all = (pick) => results.flatMap(({ stage, tally }) => pick(tally).map((line) => `${stage.name}: ${line}`))
  const [skips, notes, failures] = [all((t) => t.skips), all((t) => t.notes ?? []), all((t) => t.failures)]
  for (const line of skips) console.log(`skipped  ${line}`)
  for (const line of notes) console.log(`note     ${line}`)
  for (const line of failures) console.log(`failed   ${line}`)
  const passed = results.reduce((sum, { tally }) => sum + tally.passed, 0)
  console.log(`\n${passed} passed, ${failures.length} failed, ${skips.length} skipped`)
  return failures.length === 0 && passed > 0 ? 0 : 1
}

function countLine({ passed, failures, skips }) {
  return `${passed} passed, ${failures.length} failed, ${skips.length} skipped`
}
