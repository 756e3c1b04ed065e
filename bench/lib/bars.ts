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
}

/** @param mine and @param theirs of which more is better */
export function atLeast(bar: string, mine: number, theirs: number): Bar {
  return { bar, reached: mine >= theirs, value: `${(mine / theirs).toFixed(2)} x` }
}

export function atMost(bar: string, value: number, limit: number, unit: string): Bar {
  return { bar, reached: value <= limit, value: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}` }
}

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
  const rows = bars.map(({ bar, reached, value }) => [bar, value, reached ? 'reached' : 'MISSED'])
  printTable('Bars', ['bar', 'value', ''], rows)
  await writeResults(name, { machine, tables, bars })
}
