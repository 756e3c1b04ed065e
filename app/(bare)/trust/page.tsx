import type { Metadata } from 'next'
import { TrustPage } from '#components/trust/TrustPage.tsx'

export const metadata: Metadata = { title: 'Is it secure?' }

export default function Page() {
  return <TrustPage />
}
