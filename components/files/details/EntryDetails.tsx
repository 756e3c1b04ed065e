'use client'

import { useQuery } from '@tanstack/react-query'
import { Copy, ShieldCheck } from 'lucide-react'
import { PinState } from '#components/pins/PinState.tsx'
import { useApi } from '#components/shell/api-context.ts'
import type { Strings } from '#components/strings/en.ts'
import type { Formatter } from '#components/strings/format.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { ChunkStrip } from '#components/ui/ChunkStrip.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { chunkCount } from '#lib/core/manifest/manifest.ts'
import { parentPath } from '#lib/core/names/place-path.ts'
import { VersionsSection } from '../versions/VersionsSection.tsx'
import { EntryPicture } from '../view/EntryPicture.tsx'
import { addedByWords, isBeingHashed } from '../view/entry-words.ts'
import { hasPicture } from '../view/picture-href.ts'
import { mediaRows } from './media-rows.ts'

export interface EntryDetailsProps {
  entry: EntryView
  placeName: string
}

function openedRow(
  { uses }: EntryView,
  files: Strings['files'],
  format: Formatter,
  now: number,
): [string, string, string?] {
  const at = uses?.lastOpenedAt ?? null
  const words = files.openedTimes(uses?.opened ?? 0, at === null ? null : format.when(at, now))
  return at === null ? [files.facts.opened, words] : [files.facts.opened, words, format.dateTime(at)]
}

/** Everything that is known about an entry. */
export function EntryDetails({ entry: listed, placeName }: EntryDetailsProps) {
  const api = useApi()
  const { files } = useStrings()
  const format = useFormat()
  const toaster = useToaster()
  const now = useNow()
  const { data } = useQuery({
    queryKey: ['entry', listed.id, listed.contentId, listed.sha256 === null, listed.picture?.state],
    queryFn: ({ signal }) => api.call(entryRoutes.get, { params: { entry: listed.id }, signal }),
    // The vault is still reading it: the hash is there in a moment.
    refetchInterval: ({ state }) => (state.data !== undefined && isBeingHashed(state.data) ? 2_000 : false),
  })
  const entry = data ?? listed
  const { facts } = files
  const isFile = entry.kind === 'file'
  const folder = parentPath(entry.path)
  const rows: [string, string, string?][] = [
    [facts.type, files.types[entry.type]],
    isFile
      ? [facts.size, format.bytes(entry.sizeBytes), files.exactBytes(entry.sizeBytes)]
      : [facts.contains, entry.childCount === null ? '' : files.entries(entry.childCount)],
    [facts.changed, format.when(entry.modifiedAt, now), format.dateTime(entry.modifiedAt)],
    ...mediaRows(entry, files, format),
    [facts.added, format.when(entry.addedAt, now), format.dateTime(entry.addedAt)],
    [facts.addedBy, addedByWords(entry, files)],
    ...(isFile ? [openedRow(entry, files, format, now)] : []),
    [facts.path, [placeName, folder].filter(Boolean).join(' / ')],
  ]
  const copySha = (sha256: string) =>
    navigator.clipboard
      ?.writeText(sha256)
      .then(() => toaster.show({ message: files.shaCopied }))
      .catch(() => toaster.show({ message: files.copyFailed }))
  return (
    <div className="flex flex-col gap-4">
      <EntryPicture
        key={entry.id}
        entry={entry}
        iconSize={44}
        size="medium"
        // Where there is nothing to see, what is known stands higher up.
        className={classNames(
          'w-full rounded-[14px] border border-hair/60',
          hasPicture(entry) ? 'aspect-[3/2]' : 'aspect-[3/2] max-tablet:aspect-[4/1]',
        )}
      />
      <div>
        <h3 className="text-head text-ink wrap-anywhere">{entry.name}</h3>
        <p className="text-caption text-ink3">
          {isFile ? format.bytes(entry.sizeBytes) : entry.childCount === null ? '' : files.entries(entry.childCount)}
        </p>
      </div>
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-2 text-body">
        {rows.map(([label, value, whole]) => (
          <div key={label} className="contents">
            <dt className="text-ink3">{label}</dt>
            <dd className="text-ink wrap-anywhere tabular" title={whole}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <PinState entry={entry} />
      {isFile ? (
        <section className="flex flex-col gap-2 border-hair border-t pt-3.5">
          {entry.sha256 === null ? (
            <StateLine tone="quiet">{entry.hashLater ? files.shaLater : files.shaPending}</StateLine>
          ) : (
            <>
              <StateLine icon={ShieldCheck} tone="green" className="text-label font-normal">
                {files.verified(chunkCount(entry.sizeBytes))}
              </StateLine>
              <ChunkStrip
                label={files.verified(chunkCount(entry.sizeBytes))}
                chunks={Array.from({ length: chunkCount(entry.sizeBytes) }, () => 'stored' as const)}
              />
              <div className="flex items-start gap-1 pt-1">
                <div className="min-w-0 flex-1">
                  <div className="text-caption text-ink3">{facts.sha256}</div>
                  <div className="select-all font-mono text-caption text-ink2 wrap-anywhere">{entry.sha256}</div>
                </div>
                <IconButton
                  size="row"
                  icon={Copy}
                  label={files.copySha}
                  onPress={() => entry.sha256 !== null && void copySha(entry.sha256)}
                />
              </div>
            </>
          )}
        </section>
      ) : null}
      {isFile ? <VersionsSection entry={entry} /> : null}
    </div>
  )
}
