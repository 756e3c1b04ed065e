import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import { RecentMap } from '../entries/recent-map.ts'
import type { ListedRow } from './listed-rows.ts'
import type { Found } from './look.ts'

/** More files than this with times in the future take longer to be listed, and that is all. */
const MAX_REMEMBERED = 50_000

interface Sighting {
  sizeBytes: number
  mtimeNs: string
  at: number
}

/** What was seen at the last look: a file that is still written, an entry that was not there. */
export class Sightings {
  readonly #clock: Clock
  readonly #settleMs: number
  readonly #absentSince = new Map<EntryId, number>()
  readonly #unsettled = new RecentMap<string, Sighting>(MAX_REMEMBERED)

  /** @param settleMs after this long without a change a file is complete, and what is not there is gone */
  constructor(clock: Clock, settleMs: number) {
    this.#clock = clock
    this.#settleMs = settleMs
  }

  /** By its own times; where they lie in the future (a server with another clock), by our looks. */
  isSettled(parentKey: string, found: Found): boolean {
    const ageMs = this.#clock.now() - found.touchedMs
    if (ageMs >= this.#settleMs) return true
    if (ageMs >= 0) return false
    const seen = this.#unsettled.get(`${parentKey}/${found.name}`)
    if (!seen || seen.sizeBytes !== found.facts.sizeBytes || seen.mtimeNs !== found.facts.mtimeNs) return false
    return this.#clock.monotonic() - seen.at >= this.#settleMs
  }

  wasAbsent(row: ListedRow): boolean {
    const since = this.#absentSince.get(row.id)
    return since !== undefined && this.#clock.monotonic() - since >= this.#settleMs
  }

  noteUnsettled(parentKey: string, found: Found): void {
    if (this.#clock.now() >= found.touchedMs) return
    const { sizeBytes, mtimeNs } = found.facts
    const key = `${parentKey}/${found.name}`
    const seen = this.#unsettled.get(key)
    if (seen?.sizeBytes === sizeBytes && seen.mtimeNs === mtimeNs) return
    this.#unsettled.set(key, { sizeBytes, mtimeNs, at: this.#clock.monotonic() })
  }

  noteAbsent(row: ListedRow): void {
    if (!this.#absentSince.has(row.id)) this.#absentSince.set(row.id, this.#clock.monotonic())
  }

  noteThere(id: EntryId): void {
    this.#absentSince.delete(id)
  }
}
