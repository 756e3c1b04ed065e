import { describe, expect, it } from 'vitest'
import { tallyPlaywright, tallyVitest } from './tally.mjs'

const file = (name, ...tests) => ({ name: `${process.cwd()}/${name}`, status: 'passed', assertionResults: tests })
const test = (status, fullName) => ({ status, fullName })

describe('tallyVitest', () => {
  it('counts what passed and names what failed or was skipped', () => {
    const report = { testResults: [file('a.test.ts', test('passed', 'x'), test('failed', 'y'), test('skipped', 'z'))] }
    expect(tallyVitest(report, 1)).toEqual({
      passed: 1,
      failures: ['a.test.ts: y'],
      skips: ['a.test.ts: z (needs something this machine lacks)'],
    })
  })

  it('fails when no test ran, also when all were skipped or the runner left no report', () => {
    for (const report of [null, { testResults: [] }, { testResults: [file('a.test.ts', test('skipped', 'z'))] }]) {
      expect(tallyVitest(report, 0).failures).toEqual(['no test ran'])
    }
  })

  it('fails when the runner failed for a reason that no test shows', () => {
    expect(tallyVitest({ testResults: [file('a.test.ts', test('passed', 'x'))] }, 1).failures).toEqual([
      'the runner ended with code 1',
    ])
    const broken = { ...file('b.test.ts'), status: 'failed' }
    expect(tallyVitest({ testResults: [file('a.test.ts', test('passed', 'x')), broken] }, 1).failures).toEqual([
      'b.test.ts did not load',
    ])
  })
})

describe('tallyPlaywright', () => {
  const spec = (title, status, annotations = []) => ({
    title,
    file: 'a.spec.ts',
    tests: [{ status, annotations }],
  })
  const report = (...specs) => ({
    suites: [{ title: 'a.spec.ts', file: 'a.spec.ts', suites: [{ title: 'rooms', specs }] }],
  })

  it('counts nested tests, keeps the reason of a skip and names the flaky', () => {
    const skip = [{ type: 'skip', description: 'no ffmpeg here' }]
    expect(tallyPlaywright(report(spec('x', 'expected'), spec('y', 'flaky'), spec('z', 'skipped', skip)), 0)).toEqual({
      passed: 2,
      failures: [],
      skips: ['a.spec.ts: rooms > z (no ffmpeg here)'],
      notes: ['passed only when repeated: a.spec.ts: rooms > y'],
    })
  })

  it('fails when more than four passed only when repeated', () => {
    const flaky = ['v', 'w', 'x', 'y', 'z'].map((title) => spec(title, 'flaky'))
    expect(tallyPlaywright(report(...flaky.slice(1)), 0).failures).toEqual([])
    expect(tallyPlaywright(report(...flaky), 0).failures).toEqual(['5 tests passed only when repeated'])
  })

  it('fails for failed tests, global errors and no tests', () => {
    expect(tallyPlaywright(report(spec('x', 'unexpected')), 1).failures).toEqual(['a.spec.ts: rooms > x'])
    expect(tallyPlaywright({ suites: [], errors: [{ message: 'no server\nstack' }] }, 1).failures).toEqual([
      'no server',
    ])
    expect(tallyPlaywright(null, 1).failures).toEqual(['no test ran'])
  })
})
