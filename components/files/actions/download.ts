import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'

/** The address that saves a file, and that the browser itself resumes. */
export function downloadHref(api: Api, entryId: string): string {
  return api.href(entryRoutes.content, { params: { entry: entryId }, query: { download: '1' } })
}

/** Hands a file to the browser's own downloads. */
export function downloadFile(api: Api, entry: Pick<EntryView, 'id' | 'name'>): void {
  startDownload(downloadHref(api, entry.id), entry.name)
}

export function startDownload(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
