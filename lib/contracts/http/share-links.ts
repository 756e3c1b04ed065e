import { z } from 'zod'
import { sizeSchema, timeSchema, typedPasswordSchema } from './common.ts'
import { entryKindSchema } from './entries.ts'
import { route } from './route.ts'

export const shareLinkKindSchema = z.enum(['file', 'folder', 'selection', 'drop'])
/** Why a link gives nothing now; `off`: its maker may not give this any more, or nobody may. */
export const shareLinkStateSchema = z.enum(['live', 'expired', 'used_up', 'target_gone', 'off'])
export type ShareLinkState = z.output<typeof shareLinkStateSchema>

/** A link as its maker and admins see it. Its token is nowhere: only whoever was sent it has it. */
export const shareLinkSchema = z.object({
  id: z.string(),
  kind: shareLinkKindSchema,
  name: z.string(),
  madeBy: z.object({ id: z.string(), name: z.string(), self: z.boolean() }),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
  hasPassword: z.boolean(),
  maxDownloads: z.number().int().nullable(),
  downloads: z.number().int().describe('viewings that were counted'),
  drop: z
    .object({
      maxBytes: sizeSchema.nullable(),
      maxFiles: z.number().int().nullable(),
      files: z.number().int().describe('listed, or on their way'),
      bytes: sizeSchema,
    })
    .nullable(),
  target: z
    .object({ placeId: z.string(), placeName: z.string(), path: z.string(), entryId: z.string() })
    .nullable()
    .describe('where the first of its entries lies now'),
  state: shareLinkStateSchema,
})
export type ShareLink = z.output<typeof shareLinkSchema>

/** What a visitor sees of one entry: nothing of the household beside it. */
export const sharedEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(['file', 'folder']),
  type: entryKindSchema,
  name: z.string(),
  sizeBytes: sizeSchema,
  mime: z.string().nullable(),
  modifiedAt: timeSchema,
})
export type SharedEntry = z.output<typeof sharedEntrySchema>

export const sharedViewSchema = z.object({
  id: z.string().describe('of the link, for the addresses below; it opens nothing without the cookie'),
  kind: shareLinkKindSchema,
  name: z.string(),
  vaultName: z.string(),
  madeBy: z.string(),
  expiresAt: timeSchema.nullable(),
  usesLeft: z.number().int().nullable().describe('for others; this visitor counts once'),
  isCounted: z.boolean().describe('this visitor was counted already, and goes on freely'),
  entries: z.array(sharedEntrySchema).describe('of a drop box: none'),
  drop: z
    .object({
      leftBytes: sizeSchema.nullable(),
      leftFiles: z.number().int().nullable(),
      maxFileBytes: sizeSchema.nullable(),
    })
    .nullable(),
})
export type SharedView = z.output<typeof sharedViewSchema>

const linkParams = z.object({ link: z.string().min(1).max(64) })
const linkEntryParams = linkParams.extend({ entry: z.string().min(1).max(64) })
const linkUploadParams = linkParams.extend({ upload: z.string().min(1).max(64) })
const contentQuery = z.object({ download: z.string().optional() })
const visitor = { kind: 'public' } as const

export const shareLinkBodySchema = z.object({
  entries: z.array(z.string().min(1).max(64)).min(1).max(200),
  name: z.string().trim().min(1).max(120).optional().describe('what the visitor reads; else the name of the entry'),
  expiresAt: timeSchema.nullable().default(null),
  maxDownloads: z.number().int().min(1).max(100_000).nullable().default(null),
  password: z.string().min(4).max(1024).nullable().default(null),
  drop: z
    .object({
      maxBytes: sizeSchema.min(1).nullable().default(null),
      maxFiles: z.number().int().min(1).max(100_000).nullable().default(null),
    })
    .nullable()
    .default(null)
    .describe('visitors put files into the one folder named, and see nothing of it'),
})
export type ShareLinkBody = z.output<typeof shareLinkBodySchema>

export const shareLinkRoutes = {
  list: route('share_links.list', 'GET /api/share-links', {
    summary: 'Share links that were not taken back: the own ones, or those of everybody for an admin.',
    rule: { kind: 'account' },
    query: z.object({ of: z.enum(['me', 'everybody']).default('me') }),
    response: z.object({ links: z.array(shareLinkSchema) }),
  }),
  create: route('share_links.create', 'POST /api/share-links', {
    summary: 'Makes a share link to entries of one place. Its token is told this once.',
    rule: { kind: 'account' },
    bucket: 'look-up',
    body: shareLinkBodySchema,
    response: z.object({ link: shareLinkSchema, token: z.string() }),
    status: 201,
  }),
  revoke: route('share_links.revoke', 'DELETE /api/share-links/:link', {
    summary: 'Takes a share link back: the own one, or any for an admin. Whatever runs by it is cut off.',
    rule: { kind: 'account' },
    params: linkParams,
  }),
  open: route('shared.open', 'POST /api/shared', {
    summary: 'Opens a share link by its token: sets the cookie that the addresses below ask for.',
    rule: visitor,
    bucket: 'look-up',
    body: z.object({ token: z.string().min(1).max(100), password: typedPasswordSchema.optional() }),
    response: sharedViewSchema,
  }),
  entries: route('shared.entries', 'GET /api/shared/:link/entries', {
    summary: 'A page of a folder that a share link gives.',
    rule: visitor,
    bucket: 'look-up',
    params: linkParams,
    query: z.object({
      folder: z.string().min(1).max(64),
      cursor: z.string().max(2000).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    response: z.object({
      entries: z.array(sharedEntrySchema),
      nextCursor: z.string().nullable(),
      total: z.object({ count: z.number().int(), sizeBytes: sizeSchema }),
    }),
  }),
  content: route('shared.content', 'GET /api/shared/:link/files/:entry/content', {
    kind: 'bytes',
    summary: 'The bytes of a file that a share link gives, as GET /api/files/:entry/content sends them.',
    rule: visitor,
    bucket: 'download',
    params: linkEntryParams,
    query: contentQuery,
  }),
  contentHead: route('shared.content_head', 'HEAD /api/shared/:link/files/:entry/content', {
    kind: 'bytes',
    summary: 'The headers of that content; it counts nothing.',
    rule: visitor,
    params: linkEntryParams,
    query: contentQuery,
  }),
  zip: route('shared.zip', 'GET /api/shared/:link/zip', {
    kind: 'bytes',
    summary: 'A zip of all that a share link gives, or of one folder in it.',
    rule: visitor,
    bucket: 'download',
    params: linkParams,
    query: z.object({ folder: z.string().min(1).max(64).optional() }),
  }),
  uploadOptions: route('shared.upload_options', 'OPTIONS /api/shared/:link/uploads', {
    kind: 'bytes',
    summary: 'What the uploads of a drop box can do (tus 1.0.0).',
    rule: visitor,
    params: linkParams,
  }),
  createUpload: route('shared.create_upload', 'POST /api/shared/:link/uploads', {
    kind: 'bytes',
    summary: 'Begins an upload into a drop box, as POST /api/uploads does; its length has to be known.',
    rule: visitor,
    bucket: 'upload',
    params: linkParams,
  }),
  headUpload: route('shared.head_upload', 'HEAD /api/shared/:link/uploads/:upload', {
    kind: 'bytes',
    summary: 'Where an upload of this visitor stands.',
    rule: visitor,
    params: linkUploadParams,
  }),
  patchUpload: route('shared.patch_upload', 'PATCH /api/shared/:link/uploads/:upload', {
    kind: 'bytes',
    summary: 'More bytes of an upload of this visitor.',
    rule: visitor,
    params: linkUploadParams,
  }),
  cancelUpload: route('shared.cancel_upload', 'DELETE /api/shared/:link/uploads/:upload', {
    kind: 'bytes',
    summary: 'Cancels an upload of this visitor.',
    rule: visitor,
    params: linkUploadParams,
  }),
}
