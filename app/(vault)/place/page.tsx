import type { Metadata } from 'next'
import { PlacePage } from '#components/files/page/PlacePage.tsx'

export const metadata: Metadata = { title: 'Files' }

export default function Page() {
  return <PlacePage />
}
