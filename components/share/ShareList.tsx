'use client'

import { ChevronRight } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { KindTile } from '#components/ui/KindTile.tsx'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import type { Inbox } from '#lib/browser/share/inbox.ts'
import type { InboxShare } from '#lib/browser/share/inbox-share.ts'
import { useShareStrings } from './use-share-strings.ts'
import { countKinds, waitingFilesOf } from './waiting-file.ts'

export function shareHref(id: string): string {
  return `/share?${new URLSearchParams({ id })}`
}

/** Several shares wait: each is sent on its own. */
export function ShareList({ inbox, shares }: { inbox: Inbox; shares: readonly InboxShare[] }) {
  const words = useShareStrings()
  const format = useFormat()
  return (
    <Card kind="rows">
      {shares.map((share) => {
        const files = waitingFilesOf(inbox, share)
        const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
        const [first] = files
        return (
          <LinkRow
            key={share.id}
            href={shareHref(share.id)}
            leading={first ? <KindTile type={first.kind} size={44} /> : null}
            help={`${format.bytes(bytes)} · ${format.when(share.atMs, Date.now())}`}
            trailing={ChevronRight}
          >
            {files.length === 1 ? first?.name : words.what(countKinds(files))}
          </LinkRow>
        )
      })}
    </Card>
  )
}
