import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { CommitResult } from '../unit-of-work.ts'
import type { StatementUnit, UnitOutcome } from './messages.ts'

const MAX_UNITS_PER_GROUP = 256
const MAX_STEPS_PER_GROUP = 4_000
const MAX_WAITING_UNITS = 20_000

export interface GroupCommitOptions {
  /** Commits a group and waits for the disk; answers in the order of the units. */
  send: (units: StatementUnit[]) => Promise<UnitOutcome[]>
}

interface WaitingUnit {
  unit: StatementUnit
  resolve(result: CommitResult): void
  reject(error: unknown): void
}

/**
 * Everything that arrives while one group waits for the disk becomes the next group: a lone unit never waits for a
 * timer, and many units share one fsync. Groups follow each other in the order of `commit` calls.
 */
export class GroupCommit {
  readonly #send: GroupCommitOptions['send']
  #waiting: WaitingUnit[] = []
  #sending: Promise<void> | null = null

  constructor(options: GroupCommitOptions) {
    this.#send = options.send
  }

  commit(unit: StatementUnit): Promise<CommitResult> {
    if (this.#waiting.length >= MAX_WAITING_UNITS) return Promise.reject(new VaultError('unavailable'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ unit, resolve, reject })
      this.#sending ??= this.#sendAll()
    })
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#sending !== null) await this.#sending
  }

  async #sendAll(): Promise<void> {
    // Lets the units of one tick of the event loop share the first group.
    await null
    while (this.#waiting.length > 0) await this.#sendGroup(this.#takeGroup())
    this.#sending = null
  }

  async #sendGroup(group: WaitingUnit[]): Promise<void> {
    try {
      const outcomes = await this.#send(group.map(({ unit }) => unit))
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index]
        if (outcome && outcome.kind !== 'failed') resolve(outcome)
        else reject(new VaultError(outcome?.code ?? 'internal', { cause: new Error(outcome?.cause ?? 'no outcome') }))
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  #takeGroup(): WaitingUnit[] {
    let steps = 0
    let count = 0
    for (const { unit } of this.#waiting) {
      steps += unit.length
      if (count === MAX_UNITS_PER_GROUP || (count > 0 && steps > MAX_STEPS_PER_GROUP)) break
      count++
    }
    return this.#waiting.splice(0, count)
  }
}
