/**
 * What a stage found. `failures` and `skips` are names with a reason; a stage that tested nothing has not passed.
 * @typedef {{ passed: number, failures: string[], skips: string[], notes?: string[] }} Tally
 */

export const passedOne = () => ({ passed: 1, failures: [], skips: [] })
export const failedOne = (why) => ({ passed: 0, failures: [why], skips: [] })

/**
 * The report of vitest's JSON reporter. An exit code that the counted failures do not explain (an unhandled error, a
 * file that did not load) is a failure too.
 */
export function tallyVitest(report, exitCode) {
  const tally = { passed: 0, failures: [], skips: [] }
  for (const file of report?.testResults ?? []) {
    const path = shortPath(file.name)
    for (const test of file.assertionResults) {
      const name = `${path}: ${test.fullName ?? test.title}`
      if (test.status === 'passed') tally.passed++
      else if (test.status === 'failed') tally.failures.push(name)
      else
        tally.skips.push(
          `${name} (${test.status === 'todo' ? 'not written yet' : (skipNote(test) ?? 'needs something this machine lacks')})`,
        )
    }
    if (file.status === 'failed' && file.assertionResults.length === 0) tally.failures.push(`${path} did not load`)
  }
  return complete(tally, exitCode)
}

function skipNote(test) {
  const note = test.meta?.skipNote ?? test.failureMessages?.[0]
  return typeof note === 'string' && note !== '' ? note : null
}

/** More tests than this, about one in a hundred, that passed only when repeated are no accident of a busy machine. */
const REPEATED_AT_MOST = 4

/** The report of Playwright's JSON reporter. A test that passed only when repeated counts, but is named. */
export function tallyPlaywright(report, exitCode) {
  const tally = { passed: 0, failures: [], skips: [], notes: [] }
  const walk = (suite, path) => {
    const here = suite.title && suite.title !== suite.file ? [...path, suite.title] : path
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = `${spec.file}: ${[...here, spec.title].join(' > ')}`
        if (test.status === 'skipped') {
          const reason = test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description
          tally.skips.push(`${name} (${reason ?? 'no reason given'})`)
        } else if (test.status === 'unexpected') tally.failures.push(name)
        else {
          tally.passed++
          if (test.status === 'flaky') tally.notes.push(`passed only when repeated: ${name}`)
        }
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, here)
  }
  for (const suite of report?.suites ?? []) walk(suite, [])
  const repeated = tally.notes.length
  if (repeated > REPEATED_AT_MOST) tally.failures.push(`${repeated} tests passed only when repeated`)
  for (const error of report?.errors ?? []) tally.failures.push(String(error.message).split('\n')[0])
  return complete(tally, exitCode)
}

function complete(tally, exitCode) {
  if (tally.passed + tally.failures.length === 0) tally.failures.push('no test ran')
  else if (exitCode !== 0 && tally.failures.length === 0) tally.failures.push(`the runner ended with code ${exitCode}`)
  return tally
}

function shortPath(path) {
  const root = `${process.cwd().replaceAll('\\', '/')}/`
  return path.replaceAll('\\', '/').replace(root, '')
}
