export type FindingState = 'good' | 'warning' | 'bad'

/** One thing that was looked at. */
export interface Finding {
  readonly state: FindingState
  /** What was looked at, in a word or two. */
  readonly subject: string
  /** One sentence: how it is. */
  readonly said: string
  /** What mends it; absent when it is good. */
  readonly mend?: string
}

export const good = (subject: string, said: string): Finding => ({ state: 'good', subject, said })
export const warning = (subject: string, said: string, mend: string): Finding => ({
  state: 'warning',
  subject,
  said,
  mend,
})
export const bad = (subject: string, said: string, mend: string): Finding => ({ state: 'bad', subject, said, mend })

const MARKS: Record<FindingState, string> = { good: 'ok  ', warning: 'look', bad: 'BAD ' }

/** The report of a run, one finding a line, its mend below it. */
export function printFindings(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ subject }) => subject.length))
  const lines = findings.flatMap(({ state, subject, said, mend }) => [
    `${MARKS[state]}  ${subject.padEnd(width)}  ${said}`,
    ...(mend === undefined ? [] : [`${' '.repeat(width + 8)}-> ${mend}`]),
  ])
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length
  return `${lines.join('\n')}\n\n${count('good')} good, ${count('warning')} to look at, ${count('bad')} bad`
}
