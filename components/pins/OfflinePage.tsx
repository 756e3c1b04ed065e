'use client'

import { CircleCheck, EllipsisVertical, LockOpen, Trash2 } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { lazy, Suspense, useEffect, useState } from 'react'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { sumPins } from '#lib/core/pins/pin-summary.ts'
import { OfflineList } from './OfflineList.tsx'
import { usePins, usePinsSnapshot } from './pins-context.ts'
import { StorageCard } from './StorageCard.tsx'
import { usePinsStrings } from './use-pins-strings.ts'

const loadViewer = () => import('#components/player/EntryViewer.tsx')
const EntryViewer = lazy(() => loadViewer().then((file) => ({ default: file.EntryViewer })))

/** `/offline?entry=`: what is kept on this device, and what it takes. */
export function OfflinePage() {
  const words = usePinsStrings()
  const { pins, can } = usePins()
  const snapshot = usePinsSnapshot()
  const opened = useSearchParams().get('entry')
  const [asks, setAsks] = useState(false)
  // Whoever comes here may be about to leave the house: what shows a film has to be here by then.
  useEffect(() => void loadViewer().catch(() => undefined), [])
  const kept = snapshot.pins.filter(({ kind }) => kind === 'pin')
  const readable = kept.filter((pin) => pin.kept !== null)
  const totals = sumPins(kept)
  const index = readable.findIndex(({ id }) => id === opened)
  const viewed = readable[index]
  const show = (id: string | null) => {
    const href = id === null ? '/offline' : `/offline?${new URLSearchParams({ entry: id })}`
    if (id !== null && opened === null) window.history.pushState(null, '', href)
    else window.history.replaceState(null, '', href)
  }
  return (
    <>
      <TopBar
        title={words.title}
        actions={
          kept.length === 0 ? null : (
            <MenuButton
              icon={EllipsisVertical}
              label={words.menu(words.title)}
              entries={[
                { id: 'all', label: words.removeAll, icon: Trash2, tone: 'danger', onAction: () => setAsks(true) },
              ]}
            />
          )
        }
      />
      <PageBody className="gap-4">
        {can === 'insecure' || can === 'unsupported' ? (
          <EmptyState
            icon={LockOpen}
            action={can === 'insecure' ? <ButtonLink href="/trust">{words.makeSecure}</ButtonLink> : null}
          >
            {words.cannot[can]}
          </EmptyState>
        ) : !snapshot.ready ? (
          <SkeletonRows count={4} />
        ) : kept.length === 0 && snapshot.folders.length === 0 ? (
          <EmptyState icon={CircleCheck} action={<ButtonLink href="/">{words.toRooms}</ButtonLink>}>
            {words.empty}
          </EmptyState>
        ) : (
          <>
            <StorageCard pins={kept} />
            <h2 className="text-body font-medium text-ink2 tabular">
              {words.count(totals.count, totals.verifiedCount)}
            </h2>
            <OfflineList snapshot={snapshot} onOpen={(id) => show(id)} />
          </>
        )}
      </PageBody>
      {viewed === undefined ? null : (
        <Suspense>
          <EntryViewer
            entry={viewed.entry}
            previous={readable[index - 1]?.entry ?? null}
            next={readable[index + 1]?.entry ?? null}
            queue={readable.map(({ entry }) => entry).filter(({ type }) => type === viewed.entry.type)}
            onShow={show}
            onEdit={null}
            onClose={() => show(null)}
          />
        </Suspense>
      )}
      <ConfirmDialog
        isOpen={asks}
        onClose={() => setAsks(false)}
        title={words.removeAllTitle}
        verb={words.removeAllVerb}
        quiet={words.keep}
        onConfirm={() => {
          setAsks(false)
          pins?.send({ kind: 'unpinAll' })
        }}
      >
        {words.removeAllHelp}
      </ConfirmDialog>
    </>
  )
}
