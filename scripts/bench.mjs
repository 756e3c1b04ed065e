#!/usr/bin/env node
/**
 * `npm run bench [-- upload list]`: every file of `bench/`, or those named, one after the other on the built vault.
 * Each prints its table and writes JSON to `bench/results/`.
 */
import { readdirSync } from 'node:fs'
import { build } from './build.mjs'
import { inProject } from './lib/project.mjs'
import { runTool } from './lib/run.mjs'
import { isBuilt } from './lib/sources.mjs'

const SUFFIX = '.bench.ts'
const all = readdirSync(inProject('bench'))
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length))
  .sort()
const named = process.argv.slice(2)
const unknown = named.filter((name) => !all.includes(name))

if (unknown.length > 0) {
  console.error(`There is no measurement "${unknown.join('", "')}". There are: ${all.join(', ')}.`)
  process.exitCode = 2
} else {
  if (!isBuilt()) await build()
  for (const name of named.length > 0 ? named : all) {
    console.log(`\n=== ${name}`)
    const code = await runTool('tsx/dist/cli.mjs', [`bench/${name}${SUFFIX}`])
    if (code !== 0) process.exitCode = 1
  }
}
