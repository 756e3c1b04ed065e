import { z } from 'zod'
import {
  conflictSchema,
  entryParams,
  personSchema,
  placeParams,
  sha256Schema,
  sizeSchema,
  timeSchema,
  uploadParams,
} from './common.ts'
import { entryViewSchema } from './entries.ts'
import { route } from './route.ts'

export const uploadStateSchema = z.enum(['open', 'finishing', 'done', 'failed', 'cancelled', 'expired'])

/** What became of an upload; asked for by its owner, also after the answer to the last byte got lost. */
export const uploadResultSchema = z.object({
  id: z.string(),
  state: uploadStateSchema,
  offsetBytes: sizeSchema,
  lengthBytes: sizeSchema.nullable(),
  failureCode: z.string().nullable(),
  placeId: z.string(),
  path: z.string(),
  filename: z.string(),
  entryId: z.string().nullable(),
  finalName: z.string().nullable(),
  skipped: z.boolean().describe('conflict=skip found the name taken: nothing was listed'),
  sha256: sha256Schema.nullable(),
  manifestDigest: sha256Schema.nullable(),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
})
export type UploadResult = z.output<typeof uploadResultSchema>

const oneRequestQuery = z.object({
  path: z.string().max(4096).describe('folder and name of the file, relative to the place'),
  conflict: conflictSchema.default('keep'),
  sha256: sha256Schema.optional(),
  lastModified: z.coerce.number().int().optional(),
})

export const oneRequestResultSchema = z.object({ skipped: z.boolean(), entry: entryViewSchema.nullable() })

/** What a file holds now: `current` of the problem document of a save that came second. */
export const currentContentSchema = z.object({
  etag: z.string(),
  contentId: z.string(),
  sizeBytes: sizeSchema,
  savedAt: timeSchema,
  savedBy: personSchema.describe('kind `disk`: changed by hand, in the folder'),
})
export type CurrentContent = z.output<typeof currentContentSchema>

const own = { kind: 'upload', action: 'upload.resume' } as const

export const uploadRoutes = {
  options: route('uploads.options', 'OPTIONS /api/uploads', {
    kind: 'bytes',
    summary: 'tus: version, extensions, largest size.',
    rule: { kind: 'public' },
  }),
  create: route('uploads.create', 'POST /api/uploads', {
    kind: 'bytes',
    summary: 'tus: creates an upload (the place stands in the metadata and is checked there).',
    rule: { kind: 'public' },
    bucket: 'upload',
  }),
  list: route('uploads.list', 'GET /api/uploads', {
    summary: 'The unfinished uploads of the caller.',
    rule: { kind: 'public' },
    response: z.object({ uploads: z.array(uploadResultSchema) }),
  }),
  optionsOne: route('uploads.options_one', 'OPTIONS /api/uploads/:upload', {
    kind: 'bytes',
    summary: 'tus: as OPTIONS of /api/uploads.',
    rule: { kind: 'public' },
    params: uploadParams,
  }),
  head: route('uploads.head', 'HEAD /api/uploads/:upload', {
    kind: 'bytes',
    summary: 'tus: where the upload stands.',
    rule: own,
    params: uploadParams,
  }),
  patch: route('uploads.patch', 'PATCH /api/uploads/:upload', {
    kind: 'bytes',
    summary: 'tus: more bytes at the offset.',
    rule: own,
    params: uploadParams,
  }),
  cancel: route('uploads.cancel', 'DELETE /api/uploads/:upload', {
    kind: 'bytes',
    summary: 'tus: cancels the upload and removes what was sent.',
    rule: { kind: 'upload', action: 'upload.cancel' },
    params: uploadParams,
  }),
  result: route('uploads.result', 'GET /api/uploads/:upload/result', {
    summary: 'What became of an upload.',
    rule: own,
    params: uploadParams,
    response: uploadResultSchema,
  }),
  put: route('content.put', 'PUT /api/places/:place/content', {
    kind: 'bytes',
    summary: 'Uploads one file in one request: the body is the file.',
    rule: { kind: 'place', action: 'place.upload' },
    bucket: 'upload',
    params: placeParams,
    query: oneRequestQuery,
    response: oneRequestResultSchema,
    status: 201,
  }),
  save: route('files.save', 'PUT /api/files/:entry/content', {
    kind: 'bytes',
    summary:
      'Saves a text of at most 2 MiB: the body becomes the content of the file, the old one a version. If-Match is required.',
    rule: { kind: 'entry', action: 'place.change' },
    bucket: 'upload',
    params: entryParams,
    response: entryViewSchema,
  }),
  form: route('content.form', 'POST /api/places/:place/content', {
    kind: 'bytes',
    summary: 'Uploads the files of a form (multipart/form-data) into the folder `path`.',
    rule: { kind: 'place', action: 'place.upload' },
    bucket: 'upload',
    params: placeParams,
    query: z.object({
      path: z.string().max(4096).default('').describe('the folder'),
      conflict: conflictSchema.default('keep'),
    }),
    response: z.object({ files: z.array(oneRequestResultSchema) }),
    status: 201,
  }),
}
