import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

export type Cell = string | number

/** Prints rows under their headings, numbers to the right. */
export function printTable(title: string, headings: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const lines = [headings, ...rows].map((row) => row.map(String))
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const draw = (line: readonly string[]) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  console.log(`\n${title}`)
  for (const line of lines) console.log(`  ${draw(line)}`)
}

/** What a figure means nothing without. */
export function describeMachine(): Record<string, Cell> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    /** Of one thread. Without the processor's own instructions for it, hashing sets the pace of uploads. */
    sha256MegabytesPerSecond: Math.round(speedOfSha256()),
    /** Above the number of cores something else was running, and the figures are worth little. */
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  }
}

function speedOfSha256(): number {
  const piece = Buffer.alloc(1 << 20)
  const hash = createHash('sha256')
  const startedAt = performance.now()
  let hashed = 0
  for (; performance.now() - startedAt < 200; hashed += piece.length) hash.update(piece)
  return hashed / 1000 / (performance.now() - startedAt)
}

/** Keeps the figures beside the machine they were measured on, in bench/results. */
export async function writeResults(name: string, results: unknown): Promise<void> {
  const folder = fileURLToPath(new URL('../results/', import.meta.url))
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}${name}.json`, `${JSON.stringify(results, null, 2)}\n`)
}
