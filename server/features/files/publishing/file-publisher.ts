import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Database } from '#server/db/database.ts'
import { errnoOf, onDisk } from '../disk/disk-failure.ts'
import { openFolder, openFolderIfThere } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { TargetFolder, TargetFolders } from '../folders/target-folders.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import type { FsIntents } from '../intents/fs-intents.ts'
import type { KeyedMutex } from '../locks/keyed-mutex.ts'
import { requireName, versionGroup } from '../naming/free-name.ts'
import type { Publisher, PublishInput, PublishResult } from '../publisher.service.ts'
import { findPublication } from './find-publication.ts'
import { removeStaged } from './place-publication.ts'
import type { Planned, PlanPublication } from './plan-publication.ts'
import { type CarriedOut, PlacementFailed, type PublishIntent } from './publish-intent.ts'
import type { PublishPlan } from './publish-plan.ts'
import { copyToFilesystemOf, openStaged, type StagedFile } from './staged-file.ts'

const MAX_ATTEMPTS = 20

export interface FilePublisherDeps {
  db: Database
  targets: TargetFolders
  lookups: EntryLookups
  hearth: HearthFolders
  intents: FsIntents
  names: KeyedMutex
  planner: PlanPublication
  intent: PublishIntent
  faultPoint: FaultPoint
  rootOf(placeId: PlaceId): Promise<string>
  /** Looks at one name on the disk and corrects what the database says of it. */
  notice(placeId: PlaceId, folder: readonly string[], name: string): Promise<void>
  /** 0o666 without the umask. */
  fileMode: number
}

type Attempt =
  | { kind: 'over'; outcome: PublishResult; listedNow?: boolean }
  | { kind: 'again'; path: readonly string[]; name: string | null }

export class FilePublisher implements Publisher {
  readonly #deps: FilePublisherDeps
  readonly #underWay = new Map<string, Promise<PublishResult>>()

  constructor(deps: FilePublisherDeps) {
    this.#deps = deps
  }

  async stagingFolder(placeId: PlaceId, folder: readonly string[]): Promise<string> {
    const { rootOf, lookups, hearth } = this.#deps
    const root = await rootOf(placeId)
    const path = await deepestThere(root, (await lookups.findFolder(placeId, folder))?.path ?? folder)
    const handle = await openFolder(root, path)
    try {
      const partials = await hearth.open(root, { handle, segments: path }, 'partials')
      await partials.handle.close()
      return partials.handle.path
    } finally {
      await handle.close()
    }
  }

  publish(input: PublishInput): Promise<PublishResult> {
    const underWay = this.#underWay.get(input.publicationId)
    if (underWay !== undefined) return underWay
    const publication = this.#publish(input).finally(() => this.#underWay.delete(input.publicationId))
    this.#underWay.set(input.publicationId, publication)
    return publication
  }

  async #publish(input: PublishInput): Promise<PublishResult> {
    const name = requireName(input.name)
    const staged = await this.#openStaged(input, input.stagedPath)
    if (staged === null) return this.#answerAgain(input)
    try {
      return await this.#attempt(input, name, staged)
    } finally {
      await staged.handle?.close()
    }
  }

  async #attempt(input: PublishInput, name: string, first: StagedFile): Promise<PublishResult> {
    const { targets, names, notice } = this.#deps
    const { placeId, folder, owner } = input
    let copied = false
    const looked = new Set<string>()
    const avoid = new Set<string>()
    let trusting = true
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const result = await targets.use({ placeId, path: folder, owner }, (target) =>
        names.run(`${parentKey(placeId, target.id)}/${versionGroup(name)}`, async () => {
          const staged = await this.#onFilesystemOf(target, input, first)
          copied ||= staged !== first
          try {
            return await this.#into({ input, target, staged, name, avoid, trusting })
          } finally {
            if (staged !== first) await staged.handle?.close()
          }
        }),
      )
      if (result.kind === 'over') {
        // What was just listed took its staged name along, unless that was the name of a copy.
        if (!result.listedNow || copied) await removeStaged({ stagedPath: first.path })
        return result.outcome
      }
      trusting = false
      if (result.name === null) continue
      // Seen twice: nothing that can be listed (a link, a pipe) holds the name.
      if (looked.has(result.name)) avoid.add(nameKey(result.name))
      looked.add(result.name)
      await notice(placeId, result.path, result.name)
    }
    throw new VaultError(input.replaces ? 'content_missing' : 'entry_exists', { details: { name } })
  }

  async #into(wish: Parameters<PlanPublication['plan']>[0]): Promise<Attempt> {
    const planned = await this.#deps.planner.plan(wish)
    const { target } = wish
    if (planned.kind === 'look') return { kind: 'again', path: target.path, name: planned.name }
    return planned.kind === 'skip' ? this.#skip(wish.input, planned.outcome) : this.#list(wish, planned)
  }

  async #skip(input: PublishInput, outcome: PublishResult): Promise<Attempt> {
    const steps = input.steps(outcome)
    if (steps.length === 0) return { kind: 'over', outcome }
    const result = await this.#deps.db.commit(steps)
    if (result.kind === 'committed') return { kind: 'over', outcome }
    throw new VaultError('entry_changed', { details: result.kind === 'guard_failed' ? { tag: result.tag } : {} })
  }

  async #list(
    { input, target, staged }: Parameters<PlanPublication['plan']>[0],
    { plan, first, outcome }: Extract<Planned, { kind: 'plan' }>,
  ): Promise<Attempt> {
    const { db, intents, intent } = this.#deps
    const record = intents.record(intent, { id: plan.contentId, placeId: target.placeId, payload: plan })
    // Mode and time of the file must be on the disk as well; its data is.
    const { handle } = staged
    const synced = handle === null ? null : onDisk(() => handle.sync())
    const [recorded] = await Promise.all([db.commit([...first, record]), synced])
    if (recorded.kind === 'guard_failed') return { kind: 'again', path: target.path, name: null }
    if (recorded.kind !== 'committed') return this.#goOn(input, target)
    const carriedOut = await this.#carryOut(plan, target)
    if (carriedOut === 'listed') return { kind: 'over', outcome, listedNow: true }
    if (carriedOut === 'lost') throw new VaultError('content_missing')
    return { kind: 'again', path: target.path, name: plan.name }
  }

  /** What the disk refuses is taken back at once, so that the staged file can be published later. */
  async #carryOut(plan: PublishPlan, { placeId, root, handle }: TargetFolder): Promise<CarriedOut> {
    const { intent, intents, faultPoint } = this.#deps
    try {
      await faultPoint('publish: intended')
      return await intent.carryOut(plan, root, handle)
    } catch (error) {
      try {
        if (error instanceof PlacementFailed) await intent.undo(plan, root, handle)
      } finally {
        // For what cannot even be taken back, and what failed after the file had its name.
        await intents.retryLater(plan.contentId, [placeId])
      }
      throw error
    }
  }

  /** The publication is on record: done already, or begun and interrupted by a failure. */
  async #goOn(input: PublishInput, target: TargetFolder): Promise<Attempt> {
    const found = await findPublication(this.#deps.db, input.publicationId)
    if (found.kind === 'recorded') return { kind: 'over', outcome: found.outcome }
    if (found.kind === 'begun' && !(await this.#deps.intents.replayOne(found.contentId))) {
      throw new VaultError('internal', { cause: new Error(`publication ${input.publicationId} has no intent`) })
    }
    return { kind: 'again', path: target.path, name: null }
  }

  /** Null when there is no such file. */
  async #openStaged(input: PublishInput, path: string): Promise<StagedFile | null> {
    return onDisk(async () => {
      try {
        const { sizeBytes, lastModifiedMs } = input
        return await openStaged(path, { sizeBytes, lastModifiedMs, mode: this.#deps.fileMode })
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null
        throw error
      }
    })
  }

  async #onFilesystemOf(target: TargetFolder, input: PublishInput, staged: StagedFile): Promise<StagedFile> {
    if (staged.facts.device === target.handle.device) return staged
    const { root, handle, path } = target
    const place = { handle, segments: path }
    const copy = await onDisk(() => copyToFilesystemOf(staged.path, root, place, this.#deps.hearth))
    return (await this.#openStaged(input, copy)) ?? staged
  }

  async #answerAgain(input: PublishInput): Promise<PublishResult> {
    const found = await findPublication(this.#deps.db, input.publicationId)
    if (found.kind === 'begun') await this.#deps.intents.replayOne(found.contentId)
    const again = found.kind === 'begun' ? await findPublication(this.#deps.db, input.publicationId) : found
    if (again.kind === 'recorded') return again.outcome
    throw new VaultError('content_missing', { details: { reason: 'nothing is staged' } })
  }
}

async function deepestThere(root: string, folder: readonly string[]): Promise<readonly string[]> {
  for (let depth = folder.length; depth > 0; depth--) {
    const handle = await openFolderIfThere(root, folder.slice(0, depth))
    await handle?.close()
    if (handle) return folder.slice(0, depth)
  }
  return []
}
