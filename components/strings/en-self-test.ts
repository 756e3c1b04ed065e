import type { CheckId, CheckResult, Outcome } from '#lib/browser/self-test/check.ts'
import { always, englishChecks, type Said, type Say } from './en-checks.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** The self-test, which is a page of its own. */
export function englishSelfTest(format: Formatter) {
  const checks = englishChecks(format)
  const general: Partial<Record<Outcome, Say>> = {
    late: always('No answer within half a minute.', 'Look at the Wi-Fi, then run it again.'),
    broken: ({ text = '' }) => ({ said: `It broke off: ${text}`, mend: 'Run it again. If it stays, report it.' }),
  }

  return {
    title: 'Self-test',
    lead: 'Tries what the vault needs of this browser, this device and the way between. It sends 1 MB to your private room and puts it away again.',
    browser: 'Here and the way to the vault',
    machine: 'The vault’s machine',
    machineHelp: 'Only admins see this. On the machine itself, npm run doctor says the same.',
    looking: 'Looking...',
    states: {
      waiting: 'Waiting',
      running: 'Running',
      ok: 'Good',
      warn: 'Look',
      failed: 'Failed',
      absent: 'Not here',
    },
    again: 'Run again',
    running: 'Running...',
    againOne: (title: string) => `Run again: ${title}`,
    copy: 'Copy the report',
    copied: 'The report is copied.',
    copyFailed: 'It could not be copied. Select the text below.',
    report: 'The report as text',
    reportHelp:
      'It holds no password, no token and no name of a file or person; for admins, folders and addresses of the machine.',
    back: 'Back to the vault',
    summary: ({ failed, warn }: { failed: number; warn: number }) =>
      failed > 0
        ? plural('en', failed, { one: '# check failed.', other: '# checks failed.' })
        : warn > 0
          ? plural('en', warn, { one: '# check needs a look.', other: '# checks need a look.' })
          : 'All is well.',
    titleOf: (id: CheckId) => checks[id].title,
    say: (id: CheckId, result: CheckResult): Said =>
      (checks[id].says[result.outcome] ?? general[result.outcome] ?? (() => ({ said: result.outcome })))(result),
  }
}
export type SelfTestStrings = ReturnType<typeof englishSelfTest>
