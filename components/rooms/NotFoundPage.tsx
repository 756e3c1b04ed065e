'use client'

import { Compass } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { isReservedSlug } from '#lib/core/names/slug.ts'
import { UnknownRoom } from './UnknownRoom.tsx'

/** An address that leads nowhere. One word after the slash was meant as a room. */
export function NotFoundPage() {
  const { common } = useStrings()
  const pathname = usePathname()
  // One static file stands for every unknown address, so the first drawing must not know it yet.
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  if (!isAlive) return null
  const slug = decoded(pathname).slice(1)
  if (slug !== '' && !slug.includes('/') && !isReservedSlug(slug)) return <UnknownRoom slug={slug} />
  return (
    <>
      <TopBar back="/" />
      <PageBody>
        <EmptyState isPage icon={Compass} action={<ButtonLink href="/">{common.toRooms}</ButtonLink>}>
          {common.notFound}
        </EmptyState>
      </PageBody>
    </>
  )
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    // A lone % typed by hand: shown as it is.
    return pathname
  }
}
