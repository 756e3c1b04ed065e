#!/usr/bin/env node
/** The one command: installs what is missing, builds what is old, starts the vault and ends as it ends. */
import { requireNode } from './lib/node-version.mjs'

requireNode()
const { startVault } = await import('./lib/start-vault.mjs')
process.exitCode = await startVault(process.argv.slice(2))
