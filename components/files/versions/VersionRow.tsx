'use client'

import { Download, ExternalLink, Eye, RotateCcw, Trash2 } from 'lucide-react'
import { useApi } from '#components/shell/api-context.ts'
import type { Strings } from '#components/strings/en.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type VersionView, versionRoutes } from '#lib/contracts/http/versions.ts'
import { startDownload } from '../actions/download.ts'

/** The vault lets a browser show these by themselves; of all else it makes a download. */
const OPENS_IN_A_TAB: ReadonlySet<EntryView['type']> = new Set(['photo', 'film', 'sound'])

export interface VersionRowProps {
  entry: EntryView
  version: VersionView
  /** Shows a text in the page. */
  onOpenText: () => void
  onRestore: () => void
  onDelete: () => void
}

/** One older content: whose it was, when, how large, and how it differs from what the file is now. */
export function VersionRow({ entry, version, onOpenText, onRestore, onDelete }: VersionRowProps) {
  const api = useApi()
  const { trash } = useStrings()
  const format = useFormat()
  const now = useNow()
  const when = format.when(version.addedAt, now)
  const params = { entry: entry.id, version: version.id }
  const href = api.href(versionRoutes.content, { params, query: {} })
  const save = api.href(versionRoutes.content, { params, query: { download: '1' } })
  return (
    <li className="flex items-center gap-2 py-1">
      <div className="min-w-0 flex-1">
        <p className="truncate text-body text-ink" title={format.dateTime(version.addedAt)}>
          {trash.versionBy(whoseIs(version, trash), when)}
        </p>
        <p className="truncate text-caption text-ink3 tabular">
          {`${format.bytes(version.sizeBytes)}. ${differenceOf(entry, version, trash)}`}
        </p>
      </div>
      <MenuButton
        size="row"
        label={trash.versionMenu(when)}
        entries={[
          entry.type === 'text' && { id: 'open', label: trash.openVersion, icon: Eye, onAction: onOpenText },
          OPENS_IN_A_TAB.has(entry.type) && {
            id: 'open',
            label: trash.openVersion,
            icon: ExternalLink,
            onAction: () => void window.open(href, '_blank', 'noopener'),
          },
          {
            id: 'download',
            label: trash.downloadVersion,
            icon: Download,
            onAction: () => startDownload(save, entry.name),
          },
          version.may.restore && {
            id: 'restore',
            label: trash.restoreVersion,
            icon: RotateCcw,
            onAction: onRestore,
          },
          version.may.delete && 'divider',
          version.may.delete && {
            id: 'delete',
            label: trash.deleteVersion,
            icon: Trash2,
            tone: 'danger',
            onAction: onDelete,
          },
        ]}
      />
    </li>
  )
}

function whoseIs({ addedBy }: VersionView, trash: Strings['trash']): string {
  if (addedBy.kind === 'disk') return trash.byHand
  if (addedBy.self) return trash.youBegin
  return addedBy.kind === 'guest' ? trash.guestBegin : addedBy.name
}

/** By hash where both are known: size alone proves nothing but a difference. */
function differenceOf(entry: EntryView, version: VersionView, trash: Strings['trash']): string {
  const more = version.sizeBytes - entry.sizeBytes
  if (more > 0) return trash.larger(more)
  if (more < 0) return trash.smaller(-more)
  return entry.sha256 !== null && entry.sha256 === version.sha256 ? trash.sameBytes : trash.sameSize
}
