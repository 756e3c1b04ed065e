/**
 * `npm run e2e:other-engines [-- --only Firefox --pictures FOLDER]`: somebody's first day in browsers that are no
 * Chromium: Firefox by its remote protocol, WebKitGTK by its driver,
 * as it comes and with the storage for files that Safari has. An engine that is not on this machine is skipped by
 * name. Needs a build; on Debian the packages firefox-esr, webkit2gtk-driver, xvfb and gstreamer1.0-plugins-good.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSamples } from '../support/sample-files.ts'
import { openSlowLine } from '../support/slow-line.ts'
import { launchVault } from '../support/vault-process.ts'
import { handsOf } from './support/engine-hands.ts'
import { planVisit } from './support/engine-visit.ts'
import { type EngineKind, FIREFOX_ENGINE, WEBKIT_ENGINES } from './support/engines.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, pictures: { type: 'string' } } })
const kinds = [FIREFOX_ENGINE, ...WEBKIT_ENGINES].filter(
  ({ name }) => values.only === undefined || values.only === name,
)

let failed = 0
for (const kind of kinds) {
  const why = await kind.whyNot()
  if (why === null) failed += await visit(kind)
  else console.log(`skipped: ${kind.name}: ${why}`)
}
process.exitCode = failed === 0 ? 0 : 1

/** @returns how many steps failed */
async function visit(kind: EngineKind): Promise<number> {
  const samples = await createSamples()
  const vault = await launchVault()
  const line = await openSlowLine(vault.httpPort)
  const engine = await kind.open()
  console.log(`${engine.name} ${engine.version}`)
  let broken = 0
  try {
    for (const step of planVisit({ engine, vault, line, samples })) {
      const startedAt = performance.now()
      const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
      try {
        console.log(`  ok      ${step.name}: ${await step.run()} (${seconds()})`)
      } catch (error) {
        broken++
        console.log(`  FAILED  ${step.name}: ${describe(error)} (${seconds()})`)
      }
      if (values.pictures === undefined) continue
      const path = join(values.pictures, `${engine.name}-${step.name.replaceAll(/\W+/g, '-')}.png`)
      await writeFile(path, await handsOf(engine).picture())
    }
  } finally {
    await engine.close()
    await line.close()
    await vault.dispose()
    await samples.remove()
  }
  return broken
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined || error.cause === null ? error.message : `${error.message} [${error.cause}]`
}
