import type { Metadata } from 'next'
import { SharePage } from '#components/share/SharePage.tsx'

export const metadata: Metadata = { title: 'Add to Hearth' }

export default function Page() {
  return <SharePage />
}
