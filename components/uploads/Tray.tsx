'use client'

import { lazy, Suspense } from 'react'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import { TrayAnnouncer } from './TrayAnnouncer.tsx'
import { useTray } from './use-tray.ts'

const TrayCard = lazy(() => import('./TrayCard.tsx').then((file) => ({ default: file.TrayCard })))
const TrayLine = lazy(() => import('./TrayLine.tsx').then((file) => ({ default: file.TrayLine })))

/** The transfers, on every page: bottom right, or a line above a phone's navigation. Nothing when there are none. */
export function Tray() {
  const tray = useTray()
  const isPhone = useMedia(PHONE)
  return (
    <>
      <TrayAnnouncer tray={tray} />
      {tray.isEmpty ? null : <Suspense>{isPhone ? <TrayLine tray={tray} /> : <TrayCard tray={tray} />}</Suspense>}
    </>
  )
}
