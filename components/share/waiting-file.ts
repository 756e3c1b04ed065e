import type { Inbox } from '#lib/browser/share/inbox.ts'
import type { InboxShare } from '#lib/browser/share/inbox-share.ts'
import { type Kind, kindOf } from '#lib/core/kinds/kind.ts'

/** A file that waits for a place, wherever its bytes are. */
export interface WaitingFile {
  name: string
  sizeBytes: number
  mimeType: string
  kind: Kind
  /** Null when it cannot be read (now). */
  read: () => Promise<File | null>
}

export function waitingFilesOf(inbox: Inbox, share: InboxShare): WaitingFile[] {
  return share.files.map(({ name, sizeBytes, mimeType }, index) => ({
    ...{ name, sizeBytes, mimeType, kind: kindOf(name, mimeType) },
    read: async () => {
      const handle = await inbox.open(share, index)
      const file = await handle?.getFile().catch(() => null)
      return file ? new File([file], name, { type: mimeType }) : null
    },
  }))
}

export function waitingFileOf(file: File): WaitingFile {
  const { name, size: sizeBytes, type: mimeType } = file
  return { name, sizeBytes, mimeType, kind: kindOf(name, mimeType), read: async () => file }
}

export function countKinds(files: readonly WaitingFile[]): Map<Kind, number> {
  const counts = new Map<Kind, number>()
  for (const { kind } of files) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
