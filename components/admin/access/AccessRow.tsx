'use client'

import { Download, Eye, Link2, type LucideIcon, Play, Trash2, Upload } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { AccessKind, AccessLine } from '#lib/contracts/http/access-log.ts'
import { useAccessStrings } from './use-access-strings.ts'

const ICONS: Readonly<Record<AccessKind, LucideIcon>> = {
  ...{ view: Eye, stream: Play, download: Download, upload: Upload, delete: Trash2, share: Link2 },
}

/** What somebody did with a file. Rows out of sight are not drawn. */
export function AccessRow({ line }: { line: AccessLine }) {
  const words = useAccessStrings()
  const format = useFormat()
  const now = useNow()
  const { who, place, link, kind } = line
  const names = { account: who.name, device: who.name || words.guest, link: words.visitor, former: words.former }
  const where = place.owner === '' ? place.name || words.gonePlace : words.privateOf(place.owner)
  const seconds = Math.round((line.endedAt - line.at) / 1000)
  const facts = [
    format.when(line.at, now),
    ...(line.bytes === 0 ? [] : [words.amount(line.bytes, line.coveredBytes, line.sizeBytes)]),
    ...(seconds < 1 ? [] : [format.clock(seconds)]),
    ...(line.address === '' ? [] : [line.address]),
    ...(line.agent === '' ? [] : [line.agent]),
  ]
  return (
    <li className="flex min-h-16 items-start gap-3 px-4 py-2.5 [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]">
      <Icon of={ICONS[kind]} size={18} className="mt-0.5 shrink-0 text-ink3" />
      <div className="min-w-0 flex-1">
        <p className="text-body wrap-anywhere">
          <span className="font-medium">{names[who.kind]}</span>
          <span className="text-ink2"> · {words.did(kind, line.detail)}</span>
        </p>
        <p className="text-label text-ink wrap-anywhere">
          {line.name}{' '}
          <span className="text-ink3">
            {words.in(where)}
            {link === null || kind === 'share' ? '' : `, ${words.byLink(link.name)}`}
          </span>
        </p>
        <p className="text-caption text-ink3 tabular" title={format.dateTime(line.at)}>
          {facts.join(' · ')}
        </p>
      </div>
    </li>
  )
}
