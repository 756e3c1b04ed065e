import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** `npm run slow:big-folder [-- --files 100000]`: the spec of the normal run with a folder as large as one gets. Needs a build. */
const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' } } })
const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'))
const { status } = spawnSync(process.execPath, [cli, 'test', '-c', 'e2e/playwright.config.ts', 'pages/big-folder'], {
  stdio: 'inherit',
  env: { ...process.env, BIG_FOLDER_FILES: values.files },
})
process.exitCode = status ?? 1
