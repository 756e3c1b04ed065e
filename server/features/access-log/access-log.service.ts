import type { ShareLink } from '#lib/contracts/http/share-links.ts'
import { servingKind } from '#lib/core/access-log/serving.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ShareLinkId } from '#lib/core/ids/ids.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { EntryFacts } from '#server/features/files/files.service.ts'
import type { Asking, Deleted, WatchServing } from '#server/features/files/serving.service.ts'
import { AccessBatch, WRITTEN } from './access-batch.ts'
import { isForLater } from './for-later.ts'
import type { Noted, PlayedReport } from './noted.ts'
import { archiveNoted, deletedNoted, type SentArchive, shareNoted, shownNoted } from './notes.ts'
import { OpenViewings } from './open-viewings.ts'
import { PlayedReports } from './played-reports.ts'
import { visitorOf, whoOf } from './who.ts'

/** What nobody was promised is lost by a crash for so long at most. */
const EVERY_MS = 5_000
/** More than these do not wait for it. */
const SOON = 1_000
/** So many lines in one unit: other commits wait for it. */
const PER_BATCH = 500
const MOST_NOTED = 20_000

export interface AccessLogDeps {
  readonly db: Pick<Database, 'build' | 'commit' | 'readTogether'>
  readonly clock: Clock
  /** Whether lines are kept, or totals alone. */
  readonly keepsLines: () => boolean
  /** It could not be written. What waits is tried again. */
  readonly onTrouble: (error: unknown) => void
  /** So many are not in it. */
  readonly onLost: (count: number) => void
  readonly everyMs?: number
}

interface Waiting {
  readonly noted: Noted
  readonly at: number
  readonly id: string
}

/** A batch on its way to the disk: the same until it is known to have arrived. */
interface Sealed {
  readonly steps: Step[]
  readonly count: number
  readonly uploads: readonly string[]
}

/**
 * Who was given what. Everything is noted in memory, within bounds, and written in one unit every few seconds: what is
 * noted never waits, and never makes anybody wait. What must hold: a line is written once, however often its batch is
 * tried; what there is no room for is counted, and said.
 */
export class AccessLog {
  readonly #deps: AccessLogDeps
  readonly #viewings: OpenViewings
  readonly #played: PlayedReports
  #noted: Waiting[] = []
  #sealed: Sealed | null = null
  /** Uploads of the batch that was written last. */
  #uploads: readonly string[] = []
  #timer: NodeJS.Timeout | null = null
  #flushing: Promise<void> | null = null
  #lost = { count: 0, untold: 0, lastAt: null as number | null }
  #isTroubled = false
  #isClosed = false

  constructor(deps: AccessLogDeps) {
    this.#deps = deps
    const onLost = () => this.#lose(1)
    this.#played = new PlayedReports({ db: deps.db, clock: deps.clock, onLost })
    this.#viewings = new OpenViewings({ clock: deps.clock, onLost, onDirty: () => this.#wake() })
  }

  /** For the ordinary route of contents. */
  readonly watch = (
    context: Asking,
    asked: { readonly download: boolean; readonly namesContent: boolean },
  ): WatchServing => this.#watch(context, asked, null)

  /** For what leaves by a share link. */
  watchVisitor(context: Asking, asked: { readonly download: boolean }, linkId: ShareLinkId): WatchServing {
    return this.#watch(context, { ...asked, namesContent: false }, linkId)
  }

  note(noted: Noted): void {
    if (this.#noted.length >= MOST_NOTED) {
      this.#lose(1)
      return
    }
    const { clock } = this.#deps
    this.#noted.push({ noted, at: clock.now(), id: noted.id ?? newId(clock) })
    this.#wake()
  }

  readonly noteShare = (context: Asking, link: ShareLink): void => {
    const noted = shareNoted(context, link)
    if (noted !== null) this.note(noted)
  }

  readonly noteZip = (context: Asking, archive: SentArchive): void => this.note(archiveNoted(context, archive))

  noteVisitorZip(context: Asking, linkId: ShareLinkId, archive: SentArchive): void {
    this.note(archiveNoted(context, archive, linkId))
  }

  readonly noteDeleted = (deleted: Deleted): void => this.note(deletedNoted(deleted))

  noteShown(context: Asking, entry: EntryFacts, bytes: number): void {
    this.note(shownNoted(context, entry, bytes))
  }

  notePlayed(report: PlayedReport): void {
    // Who played what is told by a name or not at all.
    if (!this.#deps.keepsLines()) return
    this.#played.add(report)
    this.#wake()
  }

  /** Since the start. */
  lost(): { count: number; lastAt: number | null } {
    return { count: this.#lost.count, lastAt: this.#lost.lastAt }
  }

  /** Writes what waits; never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#writeAll().finally(() => {
      this.#flushing = null
      if (this.#left > 0 || this.#uploads.length > 0) this.#wake()
    })
    return this.#flushing
  }

  async close(): Promise<void> {
    await this.#flushing
    let left = this.#left
    for (let before = Number.POSITIVE_INFINITY; left > 0 && left < before; left = this.#left) {
      before = left
      await this.flush()
    }
    if (left === 0 && this.#uploads.length > 0) await this.flush()
    this.#isClosed = true
    if (this.#timer) clearTimeout(this.#timer)
    if (left > 0) this.#lose(left)
    this.#tellLost()
  }

  #watch(
    context: Asking,
    { download, namesContent }: { readonly download: boolean; readonly namesContent: boolean },
    linkId: ShareLinkId | null,
  ): WatchServing {
    return ({ entry, contentId, file }) => {
      const byProgram = context.identity.via === 'bearer'
      const type = kindOf(entry.name, entry.mime)
      const kind = servingKind({ download, namesContent, byProgram, type })
      const who = linkId === null ? whoOf(context) : visitorOf(context, linkId)
      const { placeId, id: entryId, name } = entry
      const noted = { placeId, entryId, name, sizeBytes: file.facts.sizeBytes }
      return this.#viewings.begin(kind, who, noted, contentId)
    }
  }

  /** Lines, viewings and sittings that are not written. */
  get #left(): number {
    return (this.#sealed?.count ?? 0) + this.#noted.length + this.#viewings.dirtyCount + this.#played.waitingCount
  }

  #wake(): void {
    if (this.#isClosed) return
    if (this.#noted.length + this.#viewings.dirtyCount > SOON && this.#flushing === null && !this.#isTroubled) {
      void this.flush()
      return
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.flush()
    }, this.#deps.everyMs ?? EVERY_MS).unref()
  }

  async #writeAll(): Promise<void> {
    this.#viewings.tidy()
    do {
      this.#sealed ??= this.#seal()
      if (this.#sealed !== null && !(await this.#write(this.#sealed))) return
      this.#uploads = this.#sealed?.uploads ?? []
      this.#sealed = null
    } while (this.#noted.length > 0 || this.#viewings.dirtyCount > PER_BATCH)
    await this.#played.write((error) => this.#deps.onTrouble(error))
  }

  #seal(): Sealed | null {
    const { db, clock, keepsLines } = this.#deps
    const batch = new AccessBatch(db.build)
    const viewings = this.#viewings.take(PER_BATCH)
    const noted = this.#noted.splice(0, PER_BATCH)
    for (const open of viewings) batch.addViewing(open)
    for (const { noted: what, at, id } of noted) batch.addNoted(what, at, id)
    if (batch.isEmpty && this.#uploads.length === 0) return null
    const steps = batch.steps(newId(clock), keepsLines(), this.#uploads)
    return { steps, count: viewings.length + noted.length, uploads: batch.uploads }
  }

  /** @returns false when it is to be tried again */
  async #write({ steps, count }: Sealed): Promise<boolean> {
    try {
      const result = await this.#deps.db.commit(steps)
      if (result.kind === 'conflict') throw new VaultError('internal', { details: { constraint: result.constraint } })
      if (result.kind === 'guard_failed' && result.tag !== WRITTEN) throw new VaultError('internal')
    } catch (error) {
      if (!this.#isTroubled) this.#deps.onTrouble(error)
      this.#isTroubled = true
      if (isForLater(error)) return false
      this.#lose(count)
      return true
    }
    this.#isTroubled = false
    this.#tellLost()
    return true
  }

  #lose(count: number): void {
    this.#lost = { count: this.#lost.count + count, untold: this.#lost.untold + count, lastAt: this.#deps.clock.now() }
  }

  #tellLost(): void {
    const { untold } = this.#lost
    if (untold === 0) return
    this.#lost = { ...this.#lost, untold: 0 }
    this.#deps.onLost(untold)
  }
}
