import { z } from 'zod'
import { entryParams, personSchema, sha256Schema, sizeSchema, timeSchema } from './common.ts'
import { entryViewSchema } from './entries.ts'
import { route } from './route.ts'

/** An older content of an entry. */
export const versionViewSchema = z.object({
  id: z.string(),
  contentId: z.string(),
  sizeBytes: sizeSchema,
  sha256: sha256Schema.nullable().describe('null until it is known'),
  modifiedAt: timeSchema.describe('the file time on the disk'),
  addedAt: timeSchema.describe('when the vault got this content'),
  addedBy: personSchema,
  replacedAt: timeSchema,
  replacedBy: personSchema.nullable().describe('null: the vault itself'),
  may: z.object({ restore: z.boolean(), delete: z.boolean() }),
})
export type VersionView = z.output<typeof versionViewSchema>

const versionParams = entryParams.extend({ version: z.string().min(1).max(64) })
const look = { kind: 'entry', action: 'place.enter' } as const
const contentQuery = z.object({ download: z.string().optional() })

export const versionRoutes = {
  list: route('versions.list', 'GET /api/files/:entry/versions', {
    summary: 'The older contents of a file, the last replaced first; at most 1,000.',
    rule: look,
    params: entryParams,
    response: z.object({ versions: z.array(versionViewSchema) }),
  }),
  content: route('versions.content', 'GET /api/files/:entry/versions/:version/content', {
    kind: 'bytes',
    summary: 'The bytes of a version, with ranges and headers as of a file.',
    rule: look,
    bucket: 'download',
    params: versionParams,
    query: contentQuery,
  }),
  contentHead: route('versions.content_head', 'HEAD /api/files/:entry/versions/:version/content', {
    kind: 'bytes',
    summary: 'The headers of the content of a version.',
    rule: look,
    params: versionParams,
    query: contentQuery,
  }),
  restore: route('versions.restore', 'POST /api/files/:entry/versions/:version/restore', {
    summary: 'Makes a version the content of its file; the content it had becomes a version.',
    rule: { kind: 'entry', action: 'place.change' },
    params: versionParams,
    response: entryViewSchema,
  }),
  delete: route('versions.delete', 'DELETE /api/files/:entry/versions/:version', {
    summary: 'Deletes a version for good.',
    rule: { kind: 'entry', action: 'entry.purge' },
    params: versionParams,
  }),
}
