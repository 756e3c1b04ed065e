#!/usr/bin/env node
/**
 * `npm run check`: everything that must hold, from a fresh clone on. The last line is `N passed, N failed, N skipped`.
 * `--only unit,integration` runs some stages alone.
 */
import { requireNode } from './lib/node-version.mjs'

requireNode()
const { runStages, parseOnly } = await import('./lib/run-stages.mjs')
const { STAGES } = await import('./lib/check-stages.mjs')
const only = parseOnly(process.argv.slice(2), STAGES)
process.exitCode =
  only === null ? 2 : await runStages(STAGES.filter(({ name }) => only.length === 0 || only.includes(name)))
