import { z } from 'zod'
import {
  conflictSchema,
  entryParams,
  jobParams,
  personSchema,
  placeParams,
  sha256Schema,
  sizeSchema,
  timeSchema,
} from './common.ts'
import { route } from './route.ts'

export const entryKindSchema = z.enum([
  'folder',
  'photo',
  'film',
  'sound',
  'paper',
  'table',
  'archive',
  'text',
  'other',
])
export const entrySortSchema = z.enum(['name', 'size', 'changed', 'added', 'type'])
export const orderSchema = z.enum(['asc', 'desc'])
const pathSchema = z.string().max(4096).describe('relative to the place, "/" between names, "" is its root')

/** What a file looks like; what is not known is left out. */
export const entryPictureSchema = z.object({
  state: z.enum(['made', 'none']).describe('none: there is nothing to see in it, or it could not be drawn'),
  hash: z.string().optional().describe('ThumbHash in base64, to be drawn until the picture is there'),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  durationMs: z.number().int().optional(),
  videoCodec: z.string().optional(),
  audioCodec: z.string().optional(),
  takenAt: z.string().optional().describe("the camera's clock: 2024-05-06T07:08:09, with a zone where it knew one"),
})
export type EntryPicture = z.output<typeof entryPictureSchema>

export const entryViewSchema = z.object({
  id: z.string(),
  placeId: z.string(),
  kind: z.enum(['file', 'folder']),
  type: entryKindSchema,
  name: z.string(),
  path: z.string().describe('of the entry itself, relative to the place'),
  sizeBytes: sizeSchema.describe('of a folder: 0'),
  childCount: z.number().int().nullable().describe('of a folder'),
  mime: z.string().nullable(),
  modifiedAt: timeSchema.describe('the file time on the disk'),
  addedAt: timeSchema,
  contentId: z.string().nullable(),
  sha256: sha256Schema.nullable().describe('null until it is known'),
  hashLater: z.literal(true).optional().describe('on a drive: hashed when somebody asks for the manifest'),
  addedBy: personSchema.nullable(),
  state: z.enum(['live', 'missing']),
  picture: entryPictureSchema.optional().describe('absent until the vault has looked'),
  uses: z
    .object({ opened: z.number().int(), downloads: z.number().int(), lastOpenedAt: timeSchema.nullable() })
    .optional()
    .describe('by everybody together; absent while nobody opened or saved it'),
  may: z.object({ change: z.boolean(), delete: z.boolean() }),
})
export type EntryView = z.output<typeof entryViewSchema>
export type EntryType = z.output<typeof entryKindSchema>
export type EntrySort = z.output<typeof entrySortSchema>

const filterFields = {
  type: entryKindSchema.optional(),
  q: z.string().max(200).optional().describe('part of the name, in this folder'),
}

/** What a bulk action works on: named entries, everything a list would show, or what an earlier job trashed. */
export const selectorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(z.string().max(64)).min(1).max(10_000) }),
  z.object({
    kind: z.literal('folder'),
    path: pathSchema,
    ...filterFields,
    except: z.array(z.string().max(64)).max(10_000).default([]),
  }),
  z.object({ kind: z.literal('job'), job: z.string().max(64) }),
])
export type Selector = z.output<typeof selectorSchema>

const destinationSchema = z.object({ place: z.string().min(1).max(200), path: pathSchema })
export const bulkBodySchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('trash'), selector: selectorSchema }),
  z.object({ action: z.literal('restore'), selector: selectorSchema }),
  z.object({
    action: z.literal('move'),
    selector: selectorSchema,
    to: destinationSchema,
    conflict: conflictSchema.default('keep'),
  }),
  z.object({
    action: z.literal('copy'),
    selector: selectorSchema,
    to: destinationSchema,
    conflict: conflictSchema.default('keep'),
  }),
])
export type BulkBody = z.output<typeof bulkBodySchema>

export const jobViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  failureCode: z.string().nullable(),
  /** Of a bulk action: how many entries were changed, skipped, refused. */
  result: z.object({ changed: z.number().int(), skipped: z.number().int(), refused: z.number().int() }).nullable(),
})
export type JobView = z.output<typeof jobViewSchema>

export const entryRoutes = {
  list: route('entries.list', 'GET /api/places/:place/entries', {
    summary: 'A page of a folder, folders first.',
    rule: { kind: 'place', action: 'place.enter' },
    params: placeParams,
    query: z.object({
      path: pathSchema.default(''),
      cursor: z.string().max(2000).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      sort: entrySortSchema.default('name'),
      order: orderSchema.default('asc'),
      ...filterFields,
    }),
    response: z.object({
      folder: entryViewSchema.nullable().describe('null at the root'),
      entries: z.array(entryViewSchema),
      nextCursor: z.string().nullable(),
      total: z.object({ count: z.number().int(), sizeBytes: sizeSchema }),
      seq: z.number().int().describe('the change log stands at least here'),
    }),
  }),
  createFolder: route('entries.create_folder', 'POST /api/places/:place/folders', {
    summary: 'Creates a folder.',
    rule: { kind: 'place', action: 'place.change' },
    params: placeParams,
    body: z.object({ path: pathSchema.default('').describe('of the parent'), name: z.string().max(1024) }),
    response: entryViewSchema,
    status: 201,
  }),
  bulk: route('entries.bulk', 'POST /api/places/:place/bulk', {
    summary: 'Trashes, restores, moves or copies many entries as a job; quick ones are done when this answers.',
    rule: { kind: 'place', action: 'place.enter' },
    params: placeParams,
    body: bulkBodySchema,
    response: jobViewSchema,
    status: 202,
  }),
  get: route('files.get', 'GET /api/files/:entry', {
    summary: 'One entry with all its properties.',
    rule: { kind: 'entry', action: 'place.enter' },
    params: entryParams,
    response: entryViewSchema,
  }),
  rename: route('files.rename', 'PATCH /api/files/:entry', {
    summary: 'Renames an entry in its folder.',
    rule: { kind: 'entry', action: 'place.change' },
    params: entryParams,
    body: z.object({ name: z.string().max(1024) }),
    response: entryViewSchema,
  }),
  content: route('files.content', 'GET /api/files/:entry/content', {
    kind: 'bytes',
    summary: 'The bytes of a file: ranges, strong ETag, If-Range; `?download` asks for an attachment.',
    rule: { kind: 'entry', action: 'place.enter' },
    bucket: 'download',
    params: entryParams,
    query: z.object({ download: z.string().optional() }),
  }),
  contentHead: route('files.content_head', 'HEAD /api/files/:entry/content', {
    kind: 'bytes',
    summary: 'The headers of the content.',
    rule: { kind: 'entry', action: 'place.enter' },
    params: entryParams,
    query: z.object({ download: z.string().optional() }),
  }),
  manifest: route('files.manifest', 'GET /api/files/:entry/manifest', {
    kind: 'bytes',
    summary: 'SHA-256 of each chunk, as one binary document (docs/protocol/manifest.md).',
    rule: { kind: 'entry', action: 'place.enter' },
    params: entryParams,
  }),
  job: route('jobs.get', 'GET /api/jobs/:job', {
    summary: 'How a job of the caller stands.',
    rule: { kind: 'public' },
    params: jobParams,
    response: jobViewSchema,
  }),
  cancelJob: route('jobs.cancel', 'DELETE /api/jobs/:job', {
    summary: 'Stops a job of the caller; what is done stays done.',
    rule: { kind: 'public' },
    params: jobParams,
    response: jobViewSchema,
  }),
  changes: route('changes.list', 'GET /api/places/:place/changes', {
    summary: 'What changed in a place since a sequence number.',
    rule: { kind: 'place', action: 'place.enter' },
    params: placeParams,
    query: z.object({
      since: z.coerce.number().int().nonnegative(),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    response: z.object({
      changes: z.array(
        z.object({
          seq: z.number().int(),
          entryId: z.string().nullable(),
          parentId: z.string().nullable(),
          kind: z.enum(['added', 'changed', 'removed', 'place']),
        }),
      ),
      seq: z.number().int(),
      more: z.boolean(),
    }),
  }),
}
