import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parseOnly, runStages } from './run-stages.mjs'

let lines
beforeEach(() => {
  lines = []
  vi.spyOn(console, 'log').mockImplementation((text) => lines.push(...String(text).split('\n')))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())

const stage = (name, tally, more = {}) => ({ name, what: name, run: () => Promise.resolve(tally), ...more })
const good = { passed: 3, failures: [], skips: ['x (no y here)'] }

it('ends with the counts alone on the last line', async () => {
  expect(await runStages([stage('a', good), stage('b', { passed: 1, failures: [], skips: [] })])).toBe(0)
  expect(lines.at(-1)).toBe('4 passed, 0 failed, 1 skipped')
  expect(lines).toContain('skipped  a: x (no y here)')
})

it('goes on after a failed stage and fails at the end', async () => {
  const broken = { name: 'b', what: 'b', run: () => Promise.reject(new Error('no disk')) }
  expect(await runStages([broken, stage('a', good)])).toBe(1)
  expect(lines.at(-1)).toBe('3 passed, 1 failed, 1 skipped')
  expect(lines).toContain('failed   b: no disk')
})

it('stops after a stage that the others need, and says what did not run', async () => {
  const broken = stage('install', { passed: 0, failures: ['no network'], skips: [] }, { needed: true })
  expect(await runStages([broken, stage('a', good)])).toBe(1)
  expect(lines).toContain('a              not run')
  expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped')
})

it('reads --only in both forms and refuses what it does not know', () => {
  const stages = [stage('unit', good), stage('e2e', good)]
  expect(parseOnly([], stages)).toEqual([])
  expect(parseOnly(['--only', 'unit,e2e'], stages)).toEqual(['unit', 'e2e'])
  expect(parseOnly(['--only=e2e'], stages)).toEqual(['e2e'])
  expect(parseOnly(['--only'], stages)).toBeNull()
  expect(parseOnly(['unti'], stages)).toBeNull()
})
