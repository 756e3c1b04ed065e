import type { InboxFile } from './inbox-share.ts'
import { openInbox } from './open-inbox.ts'

/**
 * Puts files that were opened with the app into the inbox: they stay where they are and are read by their handles.
 * @returns the id of the share
 * @throws DOMException when one cannot be read, or the browser keeps nothing
 */
export async function keepOpenedFiles(handles: readonly FileSystemFileHandle[]): Promise<string> {
  const files = await Promise.all(
    handles.map(async (handle): Promise<InboxFile> => {
      const { name, size: sizeBytes, type: mimeType, lastModified: lastModifiedMs } = await handle.getFile()
      return { name, sizeBytes, mimeType, lastModifiedMs, stored: null, handle }
    }),
  )
  const share = await openInbox()?.keep(async () => files)
  if (!share) throw new DOMException('there is no inbox', 'NotFoundError')
  return share.id
}
