'use client'

import { CircleCheck, Folder, LayoutGrid, ShieldUser, Star, Trash2, User } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { AccountRow } from '#components/accounts/AccountRow.tsx'
import { useFinishForgetting } from '#components/accounts/use-finish-forgetting.ts'
import { useLostAccount } from '#components/accounts/use-lost-account.ts'
import { useSession } from '#components/accounts/use-session.ts'
import { AppWorker } from '#components/app-worker/AppWorker.tsx'
import { VaultAwayNotice } from '#components/reach/VaultAwayNotice.tsx'
import { placeHref, trashHref } from '#components/rooms/place-href.ts'
import { SidebarPlaces } from '#components/rooms/SidebarPlaces.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { DESKTOP, useMedia } from '#components/ui/use-media.ts'
import { AddressReader } from './AddressReader.tsx'
import { AppShell } from './AppShell.tsx'
import { OpenPlaceContext } from './address-context.ts'
import type { NavEntry } from './navigation.ts'
import { PlainHttpNotice } from './PlainHttpNotice.tsx'
import { useTroubleReports } from './use-trouble-reports.ts'
import { VaultName } from './VaultName.tsx'

const SessionEnded = lazy(async () => ({
  default: (await import('#components/accounts/SessionEnded.tsx')).SessionEnded,
}))

const SidebarUsage = lazy(async () => ({
  default: (await import('#components/usage/SidebarUsage.tsx')).SidebarUsage,
}))

/** What comes from a share sheet asks one question, and nothing beside it. */
const WITHOUT_FRAME = '/share'

/**
 * The frame with what is in it: entries for whoever is here, rooms, the account. A vault without an admin leads to
 * set-up.
 */
export function VaultFrame({ tray, children }: { tray?: ReactNode; children: ReactNode }) {
  const router = useRouter()
  const isFramed = usePathname() !== WITHOUT_FRAME
  const [openPlace, setOpenPlace] = useState<string | null>(null)
  const entries = useNavEntries(openPlace)
  const lost = useLostAccount()
  const isDesktop = useMedia(DESKTOP)
  useTroubleReports()
  useFinishForgetting()
  const setupNeeded = useSession().data?.vault.setupNeeded ?? false
  useEffect(() => {
    if (setupNeeded) router.replace('/setup')
  }, [setupNeeded, router])
  const sidebarUsage = (
    <Suspense>
      <SidebarUsage />
    </Suspense>
  )
  if (!isFramed) return <Suspense>{children}</Suspense>
  return (
    <OpenPlaceContext value={openPlace}>
      <Suspense>
        <AddressReader onPlace={setOpenPlace} />
      </Suspense>
      <AppShell
        entries={entries}
        vault={<VaultName />}
        places={<SidebarPlaces />}
        usage={isDesktop ? sidebarUsage : null}
        account={<AccountRow />}
        tray={tray}
      >
        <AppWorker />
        <PlainHttpNotice />
        <VaultAwayNotice />
        <Suspense>{lost ? <SessionEnded account={lost} /> : children}</Suspense>
      </AppShell>
    </OpenPlaceContext>
  )
}

function useNavEntries(place: string | null): NavEntry[] {
  const { nav } = useStrings().common
  const pathname = usePathname()
  const session = useSession().data
  const personal = session?.principal.kind === 'account' ? session.principal.personalPlaceId : null
  const inPersonal = pathname.startsWith('/place') && place === personal
  const entries: (NavEntry | null)[] = [
    {
      id: 'rooms',
      label: nav.rooms,
      href: '/',
      icon: LayoutGrid,
      isCurrent: pathname === '/' || (pathname.startsWith('/place') && !inPersonal),
      // There the open room is marked itself.
      sidebar: { at: 'top', label: nav.allRooms, isCurrent: pathname === '/' },
    },
    personal === null
      ? null
      : {
          id: 'my-files',
          label: nav.myFiles,
          href: placeHref(personal),
          icon: Folder,
          isCurrent: inPersonal,
          sidebar: { at: 'top', label: nav.myFiles, isCurrent: inPersonal },
        },
    {
      id: 'favourites',
      label: nav.favourites,
      href: '/favourites',
      icon: Star,
      isCurrent: pathname === '/favourites',
      isOnlyInSidebar: true as const,
      sidebar: { at: 'top', label: nav.favourites, isCurrent: pathname === '/favourites' },
    },
    {
      id: 'offline',
      label: nav.offline,
      href: '/offline',
      icon: CircleCheck,
      isCurrent: pathname === '/offline',
      sidebar: { at: 'top', label: nav.offline, isCurrent: pathname === '/offline' },
    },
    personal === null
      ? null
      : {
          id: 'trash',
          label: nav.trash,
          href: trashHref(personal),
          icon: Trash2,
          isCurrent: pathname === '/trash',
          isOnlyInSidebar: true as const,
          sidebar: { at: 'top', label: nav.trash, isCurrent: pathname === '/trash' },
        },
    session?.may.administer
      ? {
          id: 'admin',
          label: nav.admin,
          href: '/admin',
          icon: ShieldUser,
          isCurrent: pathname === '/admin',
          sidebar: { at: 'foot', label: nav.admin, isCurrent: pathname === '/admin' },
        }
      : null,
    // In the sidebar the person at its foot is that.
    { id: 'you', label: nav.you, href: '/you', icon: User, isCurrent: pathname === '/you', sidebar: null },
  ]
  return entries.filter((entry) => entry !== null)
}
