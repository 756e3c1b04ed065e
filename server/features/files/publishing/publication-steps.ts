import { CompiledQuery } from 'kysely'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { type FileFacts, mtimeMsOf } from '../disk/file-facts.ts'
import { mimeOf, nameColumns, parentKey, typeKey } from '../entries/entry-columns.ts'
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

export interface ReplacedContent {
  contentId: ContentId
  sizeBytes: number
  versionId: string
  storedName: string
}

/** With the intent: the content, which nobody owns and no entry has until it is listed. */
export function contentStep(db: Database, { input, target, contentId, facts, now }: Publication): Step {
  return db.build.insertInto('contents').values({
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

/** The commit that lists a new file. */
export function listingSteps(db: Database, publication: Publication): Step[] {
  const { input, target, entryId, contentId, name, facts, now } = publication
  const owner = ownerColumns(input.owner)
  const mime = mimeOf(name, input.mime)
  return [
    isPlaceThere(target.placeId),
    ownContent(db, publication),
    ...forgetMissing(db, publication),
    db.build.insertInto('entries').values({
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
export function replacingSteps(db: Database, publication: Publication, replaced: ReplacedContent): Step[] {
  const { input, target, entryId, contentId, name, facts, now } = publication
  const maker = ownerColumns(input.owner)
  const mime = mimeOf(name, input.mime)
  return [
    isPlaceThere(target.placeId),
    ownContent(db, publication),
    db.build.insertInto('versions').values({
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
      query: db.build
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

/** Where a rename gave the file another inode (exFAT), what was seen before the publication no longer tells it. */
export function factsStep(db: Database, contentId: ContentId, facts: FileFacts): Step {
  return db.build
    .updateTable('contents')
    .set({ device: facts.device, inode: facts.inode, mtime_ns: facts.mtimeNs })
    .where('id', '=', contentId)
}

/** Undoes `contentStep`. */
export function withdrawStep(db: Database, contentId: ContentId): Step {
  return db.build.deleteFrom('contents').where('id', '=', contentId).where('entry_id', 'is', null)
}

function isPlaceThere(placeId: string): Step {
  return {
    query: CompiledQuery.raw('select 1 from places where id = ? and deleted_at is null', [placeId]),
    expect: 'rows',
    otherwise: 'place_gone',
  }
}

function ownContent(db: Database, { input, entryId, contentId }: Publication): Step {
  const owner = ownerColumns(input.owner)
  return db.build
    .updateTable('contents')
    .set({ entry_id: entryId, owner_kind: owner.kind, owner_id: owner.id })
    .where('id', '=', contentId)
}

/** A file that is missing gives its place up to one that is put there under its name. Its id is not used again. */
function forgetMissing(db: Database, { target, name }: Publication): Step[] {
  return [
    db.build
      .deleteFrom('entries')
      .where('parent_key', '=', parentKey(target.placeId, target.id))
      .where('name_key', '=', nameColumns(name).name_key)
      .where('state', '=', 'missing')
      .where('kind', '=', 'file')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('versions').select('versions.id').whereRef('versions.entry_id', '=', 'entries.id'))),
      ),
  ]
}
