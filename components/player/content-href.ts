import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'

/** The bytes of a file, to be shown in place; the address changes with the content, so no stale picture is kept. */
export function contentHref(api: Api, entry: Pick<EntryView, 'id' | 'contentId'>): string {
  const href = api.href(entryRoutes.content, { params: { entry: entry.id }, query: {} })
  return entry.contentId === null ? href : `${href}#${entry.contentId}`
}

/** The same as an attachment, which every browser saves and resumes by itself. */
export function downloadHref(api: Api, entry: Pick<EntryView, 'id'>): string {
  return api.href(entryRoutes.content, { params: { entry: entry.id }, query: { download: '1' } })
}
