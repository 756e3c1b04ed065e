'use client'

import { CircleStop, FolderOpen, Lock, RefreshCw, Settings, Trash2, Unplug } from 'lucide-react'
import { placeHref } from '#components/rooms/place-href.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { adminRoutes } from '#lib/contracts/http/admin.ts'
import { type DriveView, driveRoutes } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { DRIVES_KEY, useIndexing } from './use-drives.ts'

export interface DriveRowProps {
  drive: DriveView
  onChange: () => void
  onRemove: () => void
}

const TILE = { kind: 'drive', glaze: 'stone', icon: 'home' } as const

/** One drive with its folder, its state in words, and what an admin does with it. */
export function DriveRow({ drive, onChange, onRemove }: DriveRowProps) {
  const strings = useStrings()
  const words = useCareStrings().drives
  const format = useFormat()
  const now = useNow()
  const { show } = useToaster()
  const indexing = useIndexing(drive.job)
  const onFail = (error: unknown) => show({ message: strings.errors.explain(error).sentence })
  const look = useAction({
    call: (api) => api.call(driveRoutes.index, { params: { place: drive.id } }),
    changes: [DRIVES_KEY],
    onDone: () => show({ message: words.looking(drive.name) }),
    onFail,
  })
  const stop = useAction({
    call: (api, job: string) => api.call(adminRoutes.stopJob, { params: { job } }),
    changes: [DRIVES_KEY],
    onDone: () => show({ message: words.stopped(drive.name) }),
    onFail,
  })
  const { job } = drive
  const state = () => {
    if (!drive.isThere) return drive.lastSeenAt === null ? '' : words.lastSeen(format.when(drive.lastSeenAt, now))
    if (indexing !== null) return words.indexing(indexing.done, indexing.total)
    return drive.indexedAt === null ? words.neverIndexed : words.indexedAt(format.when(drive.indexedAt, now))
  }
  return (
    <div className="flex min-h-16 items-center gap-3.5 py-2.5 pr-2.5 pl-4">
      <RoomTile place={TILE} size={40} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{drive.name}</p>
        <p className="truncate text-caption text-ink3">
          {drive.path}
          {drive.filesystem === null ? '' : ` (${drive.filesystem})`}
        </p>
        {drive.foundAt === null ? null : <p className="text-caption text-ink3">{words.foundAt(drive.foundAt)}</p>}
        <p className="text-caption text-ink3 tabular">
          {words.openToWords[drive.openTo]}. {words.holds(drive.entryCount, drive.sizeBytes)}. {state()}
        </p>
        {drive.isThere && !drive.isWatched ? <p className="text-caption text-ink3">{words.polled}</p> : null}
        {indexing?.total ? (
          <ProgressBar
            size="thin"
            label={words.indexing(indexing.done, indexing.total)}
            value={indexing.done / indexing.total}
            className="pt-1.5"
          />
        ) : null}
      </div>
      {!drive.isThere ? (
        <Badge icon={Unplug} tone="amber">
          {words.offline}
        </Badge>
      ) : drive.writable ? null : (
        <Badge icon={Lock} className="max-tablet:hidden">
          {words.readOnly}
        </Badge>
      )}
      <MenuButton
        label={words.actionsFor(drive.name)}
        title={drive.name}
        caption={drive.path}
        media={<RoomTile place={TILE} size={40} />}
        entries={[
          { id: 'open', icon: FolderOpen, label: words.open, href: placeHref(drive.id) },
          { id: 'change', icon: Settings, label: words.change, onAction: onChange },
          job === null
            ? { id: 'look', icon: RefreshCw, label: words.look, onAction: () => look.run() }
            : { id: 'stop', icon: CircleStop, label: words.stop, onAction: () => stop.run(job) },
          'divider',
          { id: 'remove', icon: Trash2, tone: 'danger', label: words.remove, onAction: onRemove },
        ]}
      />
    </div>
  )
}
