import type { Metadata } from 'next'
import { OfflinePage } from '#components/pins/OfflinePage.tsx'

export const metadata: Metadata = { title: 'Offline' }

export default function Page() {
  return <OfflinePage />
}
