'use client'

import { ShieldAlert } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'

/** Says that the page came over http, unless from this very computer. */
export function PlainHttpNotice() {
  const { common } = useStrings()
  const isPlain = useSyncExternalStore(
    () => () => {},
    () => !window.isSecureContext,
    () => false,
  )
  if (!isPlain) return null
  return (
    <p role="note" className="flex shrink-0 items-center gap-2.5 bg-amber-soft px-4 py-2 text-label text-ink">
      <Icon of={ShieldAlert} size={18} className="text-amber" />
      <span>
        {common.plainHttp} <span className="font-normal text-ink2">{common.plainHttpHelp}</span>{' '}
        {/* Not the router's: on plain http the vault itself answers there, not this app. */}
        <a href="/trust" className="font-normal text-ember-ink underline">
          {common.plainHttpWay}
        </a>
      </span>
    </p>
  )
}
