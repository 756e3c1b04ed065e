import type { Metadata } from 'next'
import { PlacePage } from '#components/rooms/PlacePage.tsx'

export const metadata: Metadata = { title: 'Files' }

export default function Page() {
  return <PlacePage />
}
