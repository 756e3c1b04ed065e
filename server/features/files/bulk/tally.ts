import type { JobControl } from '#server/jobs/job.ts'
import type { BulkResult } from './bulk-payload.ts'

/** Counts what became of entries, and tells how far the job is. */
export class Tally {
  readonly #control: Pick<JobControl, 'progress'>
  readonly #counts: BulkResult = { changed: 0, skipped: 0, refused: 0 }
  #done = 0
  #total: number | null = null

  constructor(control: Pick<JobControl, 'progress'>) {
    this.#control = control
  }

  get result(): BulkResult {
    return { ...this.#counts }
  }

  expect(total: number): void {
    this.#total = total
    this.#control.progress(this.#done, total)
  }

  /** @param amount how much of the work this was */
  add(outcome: keyof BulkResult, count = 1, amount = count): void {
    this.#counts[outcome] += count
    this.progress(amount)
  }

  progress(amount: number): void {
    this.#done += amount
    this.#control.progress(this.#done, this.#total)
  }
}
