import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** `npm run slow:big-pin [-- --mib 256]`: the spec of pins of the normal run with a file of that size. Needs a build. */
const { values } = parseArgs({ options: { mib: { type: 'string', default: '256' } } })
const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'))
const { status } = spawnSync(process.execPath, [cli, 'test', '-c', 'e2e/playwright.config.ts', 'pages/pins'], {
  stdio: 'inherit',
  env: { ...process.env, BIG_PIN_MIB: values.mib },
})
process.exitCode = status ?? 1
