import { expect, it } from 'vitest'
import { englishSelfTest } from '#components/strings/en-self-test.ts'
import { createFormatter } from '#components/strings/format.ts'
import { CHECKS, type CheckId, failed, type Outcome, ok, warn } from '#lib/browser/self-test/check.ts'
import type { CheckStanding } from '#lib/browser/self-test/self-test.ts'
import { formatReport } from './report.ts'

const words = englishSelfTest(createFormatter('en'))
// Every id of the list.
const all = (standing: CheckStanding) =>
  Object.fromEntries(CHECKS.map((id) => [id, standing])) as Record<CheckId, CheckStanding>

it('says each finding with what to do, and the machine’s for an admin', () => {
  const report = formatReport(words, {
    standings: {
      ...all(ok({ number: 12 })),
      cookies: failed('blocked'),
      upload: warn('signed_out'),
      cast: { state: 'running' },
    },
    findings: [
      { state: 'good', subject: 'Disk', said: '20 GB are free.' },
      { state: 'bad', subject: 'Clock', said: 'It is late.', mend: 'Set it.' },
    ],
    version: '1.2.3',
    browser: 'Firefox on something',
    nowMs: Date.UTC(2026, 10, 21, 12),
  })
  const lines = report.split('\n')
  expect(lines.slice(0, 3)).toEqual(['Hearth 1.2.3, self-test of 2026-11-21T12:00:00.000Z', 'Firefox on something', ''])
  expect(lines).toContain('FAILED Cookies: This browser does not send them back: nobody can stay signed in.')
  expect(lines).toContain('       -> Allow cookies for this address.')
  expect(lines).toContain('ok     Live connection: There and back in 12 ms.')
  expect(lines).toContain('?      Send to a TV: ')
  expect(report).toMatch(
    /The vault’s machine\nok {5}Disk: 20 GB are free\.\nFAILED Clock: It is late\.\n {7}-> Set it\.\n$/,
  )
})

it('says nothing of the machine to anybody else', () => {
  const facts = { standings: all(ok()), version: '1', browser: 'x', nowMs: 0 }
  expect(formatReport(words, { ...facts, findings: null })).not.toContain(words.machine)
})

/** What each check can find beside that it is fine; late and broken can be any of them. */
const FINDINGS: Readonly<Record<CheckId, readonly Outcome[]>> = {
  secure: ['insecure'],
  cookies: ['blocked'],
  clock: ['off'],
  socket: ['slow', 'refused'],
  upload: ['signed_out', 'differs', 'left_behind', 'refused'],
  download: ['signed_out', 'nothing_sent', 'differs', 'refused'],
  range: ['signed_out', 'nothing_sent', 'ignored', 'differs', 'refused'],
  worker: ['insecure', 'missing', 'refused'],
  database: ['differs', 'refused'],
  files: ['insecure', 'missing', 'differs', 'refused'],
  storage: ['temporary', 'low', 'insecure', 'missing'],
  locks: ['insecure', 'missing', 'refused'],
  peers: ['missing', 'refused'],
  share: ['missing'],
  cast: ['missing'],
}

it.each(CHECKS)('has words for all that %s can find, and says what to do about a failure', (id) => {
  for (const outcome of ['fine', 'late', 'broken', ...FINDINGS[id]] as const) {
    const { said, mend } = words.say(id, failed(outcome, { number: 5, text: 'because' }))
    expect(said, outcome).toMatch(/^[\dA-Z“].*[.a-z]$/s)
    const needsNothing: readonly Outcome[] = ['fine', 'temporary', 'missing']
    if (!needsNothing.includes(outcome)) expect(mend, outcome).toBeTruthy()
  }
})
