#!/usr/bin/env node
/** `npm run demo [-- the flags of the vault]`: a vault with a sample household, gone again when it is stopped. */
import { requireNode } from './lib/node-version.mjs'

requireNode()
const { runDemo } = await import('./lib/start-vault.mjs')
process.exitCode = await runDemo(process.argv.slice(2))
