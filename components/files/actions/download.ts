import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'

/** Browsers ask before the second and give up on many; an archive of everything comes with a later release. */
export const MOST_DOWNLOADS = 20
const BETWEEN_MS = 400

/** The address that saves a file, and that the browser itself resumes. */
export function downloadHref(api: Api, entryId: string): string {
  return api.href(entryRoutes.content, { params: { entry: entryId }, query: { download: '1' } })
}

/** Hands files to the browser's own downloads, one after the other. */
export function downloadFiles(api: Api, entries: readonly EntryView[]): void {
  for (const [index, entry] of entries.entries()) {
    setTimeout(() => startDownload(downloadHref(api, entry.id), entry.name), index * BETWEEN_MS)
  }
}

function startDownload(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
