import type { Metadata } from 'next'
import { PlaceSettingsPage } from '#components/rooms/PlaceSettingsPage.tsx'

export const metadata: Metadata = { title: 'Room settings' }

export default function Page() {
  return <PlaceSettingsPage />
}
