'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { RouterProvider } from 'react-aria-components'
import { useReach } from '#components/reach/reach-context.ts'

/** Links from folder to folder change only the address: the page is there already, also without a network. */
export function FolderRouter({ children }: { children: ReactNode }) {
  const router = useRouter()
  const reach = useReach()
  const navigate = (href: string) => {
    if (href.startsWith('/place?')) window.history.pushState(null, '', href)
    else if (reach.isAway()) window.location.assign(href)
    else router.push(href)
  }
  return <RouterProvider navigate={navigate}>{children}</RouterProvider>
}
