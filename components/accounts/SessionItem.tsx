'use client'

import { Laptop, Smartphone, Terminal } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { SessionRow } from '#lib/contracts/http/people.ts'
import { deviceName } from './device-name.ts'

export interface SessionItemProps {
  session: SessionRow
  /** Shown instead of the device as the first line, on the page of all sessions. */
  person?: string
  /** The way to end it: its words, and the whole name for screen readers. */
  end?: { label: string; name: string; run: () => void }
}

/** One device or program that is signed in. */
export function SessionItem({ session, person, end }: SessionItemProps) {
  const { you } = useStrings().accounts
  const format = useFormat()
  const now = useNow()
  const device = deviceName(session.label) ?? you[session.kind]
  const icon =
    session.kind === 'program' ? Terminal : /iphone|android|mobile/i.test(session.label) ? Smartphone : Laptop
  const seen = you.lastSeen(format.when(session.lastSeenAt, now))
  return (
    <div className="flex min-h-16 items-center gap-3.5 px-4 py-2.5">
      <Icon of={icon} size={22} className="text-ink2" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{person === undefined ? device : `${person}, ${device}`}</p>
        <p className="truncate text-caption text-ink3 tabular">
          {seen}
          <span className="max-tablet:hidden">, {session.address}</span>
        </p>
      </div>
      {session.current ? <Badge>{you.thisDevice}</Badge> : null}
      {end ? (
        <Button size="bar" onPress={end.run} aria-label={end.name}>
          {end.label}
        </Button>
      ) : null}
    </div>
  )
}
