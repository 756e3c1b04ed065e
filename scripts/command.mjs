#!/usr/bin/env node
/**
 * `node scripts/command.mjs NAME ...`: runs `server/commands/NAME.ts`, after installing and building what is missing.
 */
import { requireNode } from './lib/node-version.mjs'

requireNode()
const [name = '', ...flags] = process.argv.slice(2)
const { runCommand } = await import('./lib/start-vault.mjs')
process.exitCode = await runCommand(name, flags)
