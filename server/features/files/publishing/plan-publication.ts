import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { isSameContent } from '../disk/file-facts.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'
import { factsAt } from '../disk/place-file.ts'
import type { Change } from '../entries/change.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { TargetFolder } from '../folders/target-folders.ts'
import { packStep } from '../intents/packed-steps.ts'
import { findFreeName } from '../naming/free-name.ts'
import type { PublishInput, PublishResult, ReplacedContent } from '../publisher.service.ts'
import type { Publication, PublicationSteps } from './publication-steps.ts'
import type { PublishPlan } from './publish-plan.ts'
import type { StagedFile } from './staged-file.ts'

export interface PlanPublicationDeps {
  steps: PublicationSteps
  lookups: EntryLookups
  hearth: HearthFolders
  clock: Clock
  stamp(): number
}

/**
 * - `plan`: to be recorded with `first`, then carried out.
 * - `skip`: the name is taken, and that is what was asked for.
 * - `look`: the disk is not what the database says; look there, then plan anew.
 */
export type Planned =
  | { kind: 'plan'; plan: PublishPlan; first: readonly Step[]; outcome: PublishResult }
  | { kind: 'skip'; outcome: PublishResult }
  | { kind: 'look'; name: string }

interface Wish {
  input: PublishInput
  target: TargetFolder
  staged: StagedFile
  /** The name as it was asked for. */
  name: string
  /** Keys of names that something unlisted holds on the disk. */
  avoid: ReadonlySet<string>
  /** Nobody is expected to hold the name, and the commit of the intent finds out: one question less for most files. */
  trusting: boolean
}

/** Decides under which name a file is listed, and writes down everything that listing it takes. */
export class PlanPublication {
  readonly #deps: PlanPublicationDeps

  constructor(deps: PlanPublicationDeps) {
    this.#deps = deps
  }

  async plan(wish: Wish): Promise<Planned> {
    const { input, target, name, avoid } = wish
    const { lookups } = this.#deps
    if (input.replaces) {
      assertReplaceable(await lookups.find(input.replaces.entryId), target, input.replaces)
      return this.#planReplacing(wish, input.replaces.entryId)
    }
    if (wish.trusting && input.conflict === 'keep' && avoid.size === 0) return this.#planNew(wish, name, true)
    const taken = await lookups.findLive(target.placeId, target.id, name)
    if (taken && input.conflict === 'skip') return { kind: 'skip', outcome: { kind: 'skipped', entryId: taken.id } }
    if (taken?.kind === 'file' && input.conflict === 'replace') return this.#planReplacing(wish, taken.id)
    if (!taken && !avoid.has(nameKey(name))) return this.#planNew(wish, name)
    const findTaken = (keys: readonly string[]) => lookups.findTaken(target.placeId, target.id, keys)
    return this.#planNew(wish, await findFreeName(name, findTaken, avoid))
  }

  #planNew(wish: Wish, name: string, unseen = false): Planned {
    const { steps, clock } = this.#deps
    const publication = this.#publication(wish, newId<EntryId>(clock), name)
    const guards = unseen ? [steps.nameIsFree(publication)] : []
    return this.#toPlan(wish, publication, guards, steps.listing(publication), 'added', null)
  }

  async #planReplacing(wish: Wish, entryId: EntryId): Promise<Planned> {
    const { steps: publicationSteps, lookups, hearth, clock } = this.#deps
    const { target } = wish
    const entry = await lookups.find(entryId)
    if (!entry?.content || !(await isOnDisk(entry, target))) return { kind: 'look', name: entry?.name ?? wish.name }
    const versions = await hearth.open(target.root, { handle: target.handle, segments: target.path }, 'versions')
    await versions.handle.close()
    const versionId = newId<string>(clock)
    const path = [...versions.segments, versionId]
    const publication = this.#publication(wish, entryId, entry.name)
    const steps = publicationSteps.replacing(publication, {
      contentId: entry.content.id,
      sizeBytes: entry.content.facts.sizeBytes,
      versionId,
      storedName: path.join('/'),
    })
    return this.#toPlan(wish, publication, [], steps, 'changed', { path, facts: entry.content.facts })
  }

  #publication({ input, target, staged }: Wish, entryId: EntryId, name: string): Publication {
    const { clock, stamp } = this.#deps
    const contentId = newId<ContentId>(clock)
    return { input, target, entryId, contentId, name, facts: staged.facts, now: clock.now(), keptAt: stamp() }
  }

  #toPlan(
    { input, target, staged }: Wish,
    publication: Publication,
    guards: readonly Step[],
    steps: readonly Step[],
    kind: Change['kind'],
    replaced: PublishPlan['replaced'],
  ): Planned {
    const { entryId, contentId, name } = publication
    const outcome: PublishResult = { kind: 'listed', entryId, contentId, name }
    const plan: PublishPlan = {
      entryId,
      contentId,
      folder: [...target.path],
      name,
      stagedPath: staged.path,
      staged: staged.facts,
      replaced,
      steps: [...steps, ...input.steps(outcome)].map(packStep),
      changes: [{ placeId: target.placeId, entryId, parentId: target.id, kind }],
    }
    return { kind: 'plan', plan, first: [...guards, this.#deps.steps.content(publication)], outcome }
  }
}

/** @throws VaultError `entry_gone`, `content_missing`, `entry_changed` (it lies elsewhere), `precondition_failed` */
function assertReplaceable(entry: EntryFacts | null, target: TargetFolder, { contentId }: ReplacedContent): void {
  if (entry === null || entry.state === 'trashed') throw new VaultError('entry_gone')
  if (entry.content === null || entry.state === 'missing') throw new VaultError('content_missing')
  if (entry.content.id !== contentId) throw new VaultError('precondition_failed')
  if (entry.placeId !== target.placeId || entry.parentId !== target.id) throw new VaultError('entry_changed')
}

async function isOnDisk(entry: EntryFacts, target: TargetFolder): Promise<boolean> {
  const found = await factsAt({ folder: target.handle, name: entry.name })
  return found !== null && entry.content !== null && isSameContent(found, entry.content.facts)
}
