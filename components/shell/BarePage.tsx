import type { ReactNode } from 'react'
import { Mark } from '#components/ui/Mark.tsx'
import { PlainHttpNotice } from './PlainHttpNotice.tsx'

export interface BarePageProps {
  /** The vault's name, or the product's as long as it is not known. */
  name: string
  children: ReactNode
}

/** A page outside the frame: set-up and sign-in. The mark on top, one narrow column; a password is typed here. */
export function BarePage({ name, children }: BarePageProps) {
  return (
    <>
      <PlainHttpNotice />
      <main className="mx-auto flex min-h-dvh w-full max-w-110 flex-col px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))] tablet:pt-16">
        <div className="flex items-center gap-2.5 text-head">
          <Mark size={26} />
          {name}
        </div>
        {children}
      </main>
    </>
  )
}
