'use client'

import { File, Files, FolderInput, FolderOpen, type LucideIcon } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ShareLink } from '#lib/contracts/http/share-links.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'

const ICONS: Record<ShareLink['kind'], LucideIcon> = {
  file: File,
  folder: FolderOpen,
  selection: Files,
  drop: FolderInput,
}

/** One link that was given: to what, until when, who came, and its end. */
export function ShareLinkRow({ link, onTake, isPending }: { link: ShareLink; onTake: () => void; isPending: boolean }) {
  const words = useShareLinkStrings()
  const format = useFormat()
  const now = useNow()
  const { name, kind, target, drop, state } = link
  const facts = [
    words.kind[kind],
    link.madeBy.self ? null : words.by(link.madeBy.name),
    link.expiresAt === null || state === 'expired' ? null : words.ends(link.expiresAt, now),
    link.hasPassword ? words.hasPassword : null,
  ].filter((part) => part !== null)
  return (
    <li className="flex min-h-16 items-center gap-3.5 px-4 py-2.5">
      <Icon of={ICONS[kind]} size={22} className="text-ink2" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{name}</p>
        <p className="text-caption text-ink3 tabular">{facts.join(', ')}</p>
        <p className="text-caption text-ink3 tabular">
          {drop === null ? words.seen(link.downloads, link.maxDownloads) : words.filled(drop.files, drop.bytes)}
          {target === null ? null : (
            <span className="max-tablet:hidden">. {words.at(target.placeName, target.path)}</span>
          )}
        </p>
        <span className="sr-only">{format.dateTime(link.createdAt)}</span>
      </div>
      {state === 'live' ? null : <Badge tone="amber">{words.state[state]}</Badge>}
      <Button size="bar" onPress={onTake} isDisabled={isPending} aria-label={words.takeOne(name)}>
        {words.take}
      </Button>
    </li>
  )
}
