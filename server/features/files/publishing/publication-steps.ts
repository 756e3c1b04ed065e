import { CompiledQuery } from 'kysely'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { bind, RowInserts } from '#server/db/bind.ts'
import type { Database } from '#server/db/database.ts'
import type { QueryBuilder } from '#server/db/query.ts'
import type { GuardedStep, Step } from '#server/db/unit-of-work.ts'
import { type FileFacts, mtimeMsOf } from '../disk/file-facts.ts'
import { mimeOf, nameColumns, parentKey, sharedNameKey, typeKey } from '../entries/entry-columns.ts'
import { ownerColumns } from '../entries/owner.ts'
import type { TargetFolder } from '../folders/target-folders.ts'
import type { PublishInput } from '../publisher.service.ts'

/** What a publication records; `now` in milliseconds. */
export interface Publication {
  input: Omit<PublishInput, 'steps'>
  target: Pick<TargetFolder, 'placeId' | 'id'>
  entryId: EntryId
  contentId: ContentId
  name: string
  facts: FileFacts
  now: number
  /** By the time that retention goes by. */
  keptAt: number
}

/** The tag of a unit that was refused because a live entry holds the name. */
const NAME_TAKEN = 'name_taken'

export interface KeptVersion {
  contentId: ContentId
  sizeBytes: number
  versionId: string
  storedName: string
}

/**
 * The statements of publications. A thousand photos ask for them a thousand times, so each is compiled once and bound
 * to the values of a publication.
 */
export class PublicationSteps {
  readonly #inserts: RowInserts
  readonly #hot: ReturnType<typeof compileHot>
  readonly #build: QueryBuilder

  constructor(build: QueryBuilder) {
    this.#build = build
    this.#inserts = new RowInserts(build)
    this.#hot = compileHot(build)
  }

  /** With the intent: the content, which nobody owns and no entry has until it is listed. */
  content({ input, target, contentId, facts, now }: Publication): Step {
    return this.#inserts.into('contents', {
      id: contentId,
      place_id: target.placeId,
      entry_id: null,
      device: facts.device,
      inode: facts.inode,
      size_bytes: facts.sizeBytes,
      mtime_ns: facts.mtimeNs,
      sha256: input.sha256,
      hashed_at: now,
      created_at: now,
      chunk_size_bytes: input.chunkSizeBytes,
      owner_kind: null,
      owner_id: null,
      publication_id: input.publicationId,
      manifest: input.manifest,
    })
  }

  /** With the intent, for a name that nobody looked up before. */
  nameIsFree({ target, name }: Publication): GuardedStep {
    const key = parentKey(target.placeId, target.id)
    return {
      query: bind(this.#hot.holder, [key, nameKey(name), sharedNameKey(name), 'live']),
      expect: 'no-rows',
      otherwise: NAME_TAKEN,
    }
  }

  /** The commit that lists a new file. */
  listing(publication: Publication): Step[] {
    const { input, target, entryId, contentId, name, facts, now } = publication
    const owner = ownerColumns(input.owner)
    const mime = mimeOf(name, input.mime)
    return [
      this.#isPlaceThere(target.placeId),
      this.#ownContent(publication),
      this.#forgetMissing(publication),
      this.#inserts.into('entries', {
        id: entryId,
        place_id: target.placeId,
        parent_id: target.id,
        kind: 'file',
        ...nameColumns(name),
        type_key: typeKey(name, mime),
        size_bytes: facts.sizeBytes,
        mtime_ms: mtimeMsOf(facts),
        content_id: contentId,
        mime,
        uploader_kind: owner.kind,
        uploader_id: owner.id,
        added_at: now,
        changed_at: now,
        missing_since: null,
        device: null,
        inode: null,
      }),
    ]
  }

  /** The commit that gives an entry another content and keeps the old one as a version. */
  replacing(publication: Publication, replaced: KeptVersion): Step[] {
    const { input, target, entryId, contentId, name, facts, now } = publication
    const maker = ownerColumns(input.owner)
    const mime = mimeOf(name, input.mime)
    return [
      this.#isPlaceThere(target.placeId),
      this.#ownContent(publication),
      this.#build.insertInto('versions').values({
        id: replaced.versionId,
        entry_id: entryId,
        content_id: replaced.contentId,
        place_id: target.placeId,
        stored_name: replaced.storedName,
        size_bytes: replaced.sizeBytes,
        made_at: publication.keptAt,
        made_by_kind: maker.kind ?? 'system',
        made_by_id: maker.id,
      }),
      {
        query: this.#build
          .updateTable('entries')
          .set({
            content_id: contentId,
            size_bytes: facts.sizeBytes,
            mtime_ms: mtimeMsOf(facts),
            mime,
            type_key: typeKey(name, mime),
            changed_at: now,
          })
          .where('id', '=', entryId)
          .where('content_id', '=', replaced.contentId)
          .where('state', '=', 'live'),
        expect: { changes: 1 },
        otherwise: 'entry_changed',
      },
    ]
  }

  /** Undoes `content`. */
  withdraw(contentId: ContentId): Step {
    return this.#build.deleteFrom('contents').where('id', '=', contentId).where('entry_id', 'is', null)
  }

  #isPlaceThere(placeId: string): Step {
    return { query: bind(this.#hot.place, [placeId]), expect: 'rows', otherwise: 'place_gone' }
  }

  #ownContent({ input, entryId, contentId }: Publication): Step {
    const owner = ownerColumns(input.owner)
    return bind(this.#hot.own, [entryId, owner.kind, owner.id, contentId])
  }

  /** A file that is missing gives its place up to one that is put there under its name. Its id is not used again. */
  #forgetMissing({ target, name }: Publication): Step {
    return bind(this.#hot.forget, [parentKey(target.placeId, target.id), nameKey(name), 'missing', 'file'])
  }
}

/** Where a rename gave the file another inode (exFAT), what was seen before the publication no longer tells it. */
export function factsStep({ build }: Pick<Database, 'build'>, contentId: ContentId, facts: FileFacts): Step {
  return build
    .updateTable('contents')
    .set({ device: facts.device, inode: facts.inode, mtime_ns: facts.mtimeNs })
    .where('id', '=', contentId)
}

/** Built with values that are bound later; the comments name their order. */
function compileHot(build: QueryBuilder) {
  return {
    // place
    place: CompiledQuery.raw('select 1 from places where id = ? and deleted_at is null', ['']),
    // parent, name, name as the second of its kind, state
    holder: build
      .selectFrom('entries')
      .select('id')
      .where('parent_key', '=', '')
      .where('name_key', 'in', ['', ''])
      .where('state', '=', 'live')
      .compile(),
    // entry, kind of owner, owner, content
    own: build
      .updateTable('contents')
      .set({ entry_id: '' as EntryId, owner_kind: null, owner_id: null })
      .where('id', '=', '' as ContentId)
      .compile(),
    // parent, name, state, kind
    forget: build
      .deleteFrom('entries')
      .where('parent_key', '=', '')
      .where('name_key', '=', '')
      .where('state', '=', 'missing')
      .where('kind', '=', 'file')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('versions').select('versions.id').whereRef('versions.entry_id', '=', 'entries.id'))),
      )
      .compile(),
  }
}
