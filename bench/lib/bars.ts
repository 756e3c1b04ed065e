import { type Cell, type describeMachine, printTable, writeResults } from './report.ts'

export interface BenchTable {
  title: string
  headings: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** A bar of performance.md: a ratio to a peer in the same run, or a value and its limit. */
export interface Bar {
  bar: string
  reached: boolean
  value: string
  /** Of the bar; null where it is reached. */
  missedBy: string | null
}

/** Of what more is better. @param factor how many times the peer's it should be */
export function atLeast(bar: string, mine: number, theirs: number, factor = 1): Bar {
  const value = `${(mine / theirs).toFixed(2)} x`
  return { bar, reached: mine >= theirs * factor, value, missedBy: asShare(1 - mine / (theirs * factor)) }
}

/** Of what less is better. */
export function atMost(bar: string, value: number, limit: number, unit: string): Bar {
  const text = `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`
  return { bar, reached: value <= limit, value: text, missedBy: asShare(value / limit - 1) }
}

const asShare = (part: number) => (part > 0 ? `${Math.round(part * 100)} %` : null)

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Prints tables and bars, and keeps them in bench/results. @param machine as it was before the run */
export async function tellResults(
  name: string,
  tables: readonly BenchTable[],
  bars: readonly Bar[],
  machine: ReturnType<typeof describeMachine>,
): Promise<void> {
  for (const { title, headings, rows } of tables) printTable(title, headings, rows)
  const rows = bars.map(({ bar, reached, value, missedBy }) => [
    bar,
    value,
    reached ? 'reached' : `MISSED by ${missedBy}`,
  ])
  printTable('Bars', ['bar', 'value', ''], rows)
  await writeResults(name, { machine, tables, bars })
}
