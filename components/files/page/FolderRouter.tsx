'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { RouterProvider } from 'react-aria-components'

/** Links from folder to folder change only the address: the page is there already, also without a network. */
export function FolderRouter({ children }: { children: ReactNode }) {
  const router = useRouter()
  const navigate = (href: string) => {
    if (href.startsWith('/place?')) window.history.pushState(null, '', href)
    else router.push(href)
  }
  return <RouterProvider navigate={navigate}>{children}</RouterProvider>
}
