'use client'

import { ChevronRight, Inbox } from 'lucide-react'
import { Card } from '#components/ui/Card.tsx'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { countFiles, useInbox } from './use-inbox.ts'
import { useShareStrings } from './use-share-strings.ts'

/** On the list of rooms: something was shared into this device and nobody has said where it should go. */
export function InboxHint() {
  const shares = useInbox()?.shares ?? []
  const words = useShareStrings()
  if (shares.length === 0) return null
  return (
    <Card kind="rows">
      <LinkRow href="/share" icon={Inbox} help={words.hintHelp} trailing={ChevronRight}>
        {words.list(countFiles(shares))}
      </LinkRow>
    </Card>
  )
}
