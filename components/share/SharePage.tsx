'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { signInHref } from '#components/accounts/next-path.ts'
import type { ConflictDialogProps } from '#components/files/dialogs/ConflictDialog.tsx'
import { useAddFiles } from '#components/files/drop/use-add-files.ts'
import { placeHref } from '#components/rooms/place-href.ts'
import type { ShareProblem } from '#components/strings/en-share.ts'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { Inbox } from '#lib/browser/share/inbox.ts'
import type { InboxShare } from '#lib/browser/share/inbox-share.ts'
import { ShareFrame } from './ShareFrame.tsx'
import { ShareLanding } from './ShareLanding.tsx'
import { ShareList, shareHref } from './ShareList.tsx'
import { ShareStart } from './ShareStart.tsx'
import { useAskConflict } from './use-ask-conflict.ts'
import { countFiles, useInbox } from './use-inbox.ts'
import { type ShareAddress, useSendShare } from './use-send-share.ts'
import { useShareStrings } from './use-share-strings.ts'
import { waitingFileOf, waitingFilesOf } from './waiting-file.ts'

const ConflictDialog = lazyPart<ConflictDialogProps>(() =>
  import('#components/files/dialogs/ConflictDialog.tsx').then((module) => module.ConflictDialog),
)

/**
 * The page of `/share?id=` and `/share?problem=`: where the share sheet leads to. It only looks at what was kept before
 * it was loaded, so loading it again, or coming back to it, changes nothing.
 */
export function SharePage() {
  const words = useShareStrings()
  const query = useSearchParams()
  const state = useInbox()
  const [chosen, setChosen] = useState<readonly File[] | null>(null)
  const id = query.get('id')
  const problem = problemOf(query.get('problem'))
  const shares = state?.shares ?? []
  const one =
    shares.find((share) => share.id === id) ?? (id === null && !problem && shares.length === 1 ? shares[0] : null)
  return (
    <ShareFrame closeLabel={words.close}>
      {chosen ? (
        <ChosenLanding files={chosen} onDiscard={() => setChosen(null)} />
      ) : state?.inbox && one ? (
        <KeptLanding key={one.id} inbox={state.inbox} share={one} onGone={state.readAgain} />
      ) : state ? (
        <>
          <ShareStart problem={problem} isGone={id !== null} hasMore={shares.length > 0} onChoose={setChosen} />
          {state.inbox && shares.length > 0 ? (
            <section className="flex flex-col gap-3 pt-6">
              <h2 className="text-head">{words.list(countFiles(shares))}</h2>
              <ShareList inbox={state.inbox} shares={shares} />
            </section>
          ) : null}
        </>
      ) : null}
    </ShareFrame>
  )
}

function KeptLanding({ inbox, share, onGone }: { inbox: Inbox; share: InboxShare; onGone: () => Promise<void> }) {
  const router = useRouter()
  const { ask, dialog } = useAskConflict()
  const send = useSendShare(ask)
  const [files] = useState(() => waitingFilesOf(inbox, share))
  return (
    <>
      <ShareLanding
        files={files}
        isKept
        onSend={(to) => send(inbox, share, to)}
        onSent={(to) => leaveFor(router, to)}
        onDiscard={() => void inbox.remove(share.id).then(onGone)}
        signInHref={signInHref(shareHref(share.id))}
      />
      <ConflictDialog {...dialog} />
    </>
  )
}

/** Chosen on this page, because no share sheet brought them: they are sent as if they were added in the room. */
function ChosenLanding({ files, onDiscard }: { files: readonly File[]; onDiscard: () => void }) {
  const router = useRouter()
  const { ask, dialog } = useAskConflict()
  const [waiting] = useState(() => files.map(waitingFileOf))
  const add = useAddFiles(ask)
  return (
    <>
      <ShareLanding
        files={waiting}
        isKept={false}
        onSend={({ placeId, path }) =>
          add(
            placeId,
            { files: files.map((file) => ({ file, path: '', handle: null })), emptyFolders: [], unreadable: [] },
            path,
          )
        }
        onSent={(to) => leaveFor(router, to)}
        onDiscard={onDiscard}
        signInHref={signInHref('/share')}
      />
      <ConflictDialog {...dialog} />
    </>
  )
}

/** In the place of this page, which has nothing to ask any more when somebody goes back. */
function leaveFor(router: ReturnType<typeof useRouter>, { placeId, path }: ShareAddress): void {
  router.replace(placeHref(placeId, path))
}

const PROBLEMS: readonly string[] = ['empty', 'full', 'broken', 'failed', 'missed'] satisfies ShareProblem[]

function problemOf(text: string | null): ShareProblem | null {
  // Whatever else stands in the address says nothing.
  return text !== null && PROBLEMS.includes(text) ? (text as ShareProblem) : null
}
