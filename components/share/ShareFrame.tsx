'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components/Link'
import { PlainHttpNotice } from '#components/shell/PlainHttpNotice.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { Mark } from '#components/ui/Mark.tsx'

/** One column and a way out: what waits goes on waiting. */
export function ShareFrame({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const { product } = useStrings().common
  return (
    <>
      <PlainHttpNotice />
      <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col px-5 pt-[max(0.5rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))] tablet:pt-8">
        <div className="flex h-13 shrink-0 items-center justify-between">
          <Link
            href="/"
            aria-label={closeLabel}
            className="-ml-2.5 flex size-11 items-center justify-center rounded-row text-ink2 data-hovered:bg-hover"
          >
            <Icon of={X} size={24} />
          </Link>
          <span className="flex items-center gap-2 text-body font-medium">
            <Mark size={24} />
            {product}
          </span>
        </div>
        {children}
      </main>
    </>
  )
}
