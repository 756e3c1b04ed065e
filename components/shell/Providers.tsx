'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { RouterProvider } from 'react-aria-components'
import { InstallProvider } from '#components/install/InstallProvider.tsx'
import { ReachContext } from '#components/reach/reach-context.ts'
import { LanguageProvider } from '#components/strings/LanguageProvider.tsx'
import { ToasterProvider } from '#components/ui/Toaster.tsx'
import { TooltipLayer } from '#components/ui/TooltipLayer.tsx'
import { createApi } from '#lib/api/client.ts'
import { openReach } from '#lib/browser/reach/open-reach.ts'
import { createPageFetch } from '#lib/browser/seen/page-fetch.ts'
import { ApiContext } from './api-context.ts'
import { createQueryClient } from './query-client.ts'

/** Loaded when there is something to say. */
const sayUnsaidEnd = async () => (await import('#components/accounts/auth-client.ts')).sayUnsaidEnd()

/** What every page needs around it: the language, the server state, links that do not reload, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [queries] = useState(createQueryClient)
  const [{ reach, follow }] = useState(() => openReach())
  const [api] = useState(() => createApi({ baseUrl: '', fetch: createPageFetch(reach, sayUnsaidEnd) }))
  useEffect(() => follow(window), [follow])
  useEffect(() => reach.onBack(() => void queries.invalidateQueries()), [reach, queries])
  useEffect(() => {
    // A page that the browser kept for its Back button may show what is no longer for whoever is here.
    const look = (event: PageTransitionEvent) => event.persisted && void queries.invalidateQueries()
    window.addEventListener('pageshow', look)
    return () => window.removeEventListener('pageshow', look)
  }, [queries])
  // The router asks the vault for parts of the next page; while that is away, only a whole page can be had.
  const go = (path: string) => (reach.isAway() ? window.location.assign(path) : router.push(path))
  return (
    <LanguageProvider>
      <ReachContext value={reach}>
        <ApiContext value={api}>
          <QueryClientProvider client={queries}>
            <RouterProvider navigate={go}>
              <InstallProvider>
                <ToasterProvider>{children}</ToasterProvider>
              </InstallProvider>
              <TooltipLayer />
            </RouterProvider>
          </QueryClientProvider>
        </ApiContext>
      </ReachContext>
    </LanguageProvider>
  )
}
