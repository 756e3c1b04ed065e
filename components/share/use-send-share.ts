'use client'

import { useCallback } from 'react'
import { findTaken } from '#components/files/actions/find-taken.ts'
import type { AskConflict } from '#components/files/actions/use-transfer-entries.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useTransfersSoon } from '#components/uploads/transfers-context.ts'
import type { Inbox } from '#lib/browser/share/inbox.ts'
import type { InboxShare } from '#lib/browser/share/inbox-share.ts'
import { createIds } from '#lib/browser/transfers/create-ids.ts'
import { openSourceFolder } from '#lib/browser/transfers/source-folder.ts'
import { useShareStrings } from './use-share-strings.ts'

export interface ShareAddress {
  placeId: string
  path: string
}

/** Gives a share to the transfers, after asking what happens to names that are taken. Answers whether it did. */
export function useSendShare(askConflict: AskConflict) {
  const api = useApi()
  const whenOpen = useTransfersSoon()
  const toaster = useToaster()
  const { files: words, errors } = useStrings()
  const share = useShareStrings()

  return useCallback(
    async (inbox: Inbox, waiting: InboxShare, to: ShareAddress): Promise<boolean> => {
      try {
        // First of all: the browser asks only in the moment of a person's tap.
        if (!(await mayRead(waiting))) {
          toaster.show({ message: share.refused })
          return false
        }
        const person = await whenOpen()
        const sources = person && openSourceFolder(person.name)
        if (!sources) {
          toaster.show({ message: words.notReady })
          return false
        }
        const names = waiting.files.map(({ name }) => name)
        // Out of reach, nobody can say: then a name that is taken gets a number, and nothing is lost.
        const taken = await findTaken(api, to, names).catch(() => new Set<string>())
        const conflict = taken.size === 0 ? 'keep' : await askConflict([...taken])
        if (conflict === null) return false
        const sent = waiting.files.flatMap(({ name }, index) =>
          conflict === 'skip' && taken.has(name) ? [] : [{ index, conflict: taken.has(name) ? conflict : 'keep' }],
        )
        const ids = createIds(sent.length, Date.now())
        const claim = {
          storeName: person.name,
          placeId: to.placeId,
          batchId: ids.length > 1 ? (ids[0] ?? null) : null,
          sends: sent.map((one, at) => ({ ...one, id: ids[at] ?? '', path: to.path })),
        }
        const { giveShare } = await import('#lib/browser/share/give-share.ts')
        const { store, transfers, isHere } = person
        await giveShare(inbox, waiting, claim, { storeName: person.name, store, transfers, sources, isHere })
        if (sent.length < names.length) toaster.show({ message: words.skippedSome(names.length - sent.length) })
        return true
      } catch (error) {
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: `${sentence} ${advice}` })
        return false
      }
    },
    [api, whenOpen, toaster, words, errors, share, askConflict],
  )
}

/** Files that stay where they are may need a person's word again. */
async function mayRead({ files }: InboxShare): Promise<boolean> {
  for (const { handle } of files) {
    if (handle !== null && (await handle.requestPermission?.({ mode: 'read' })) === 'denied') return false
  }
  return true
}
