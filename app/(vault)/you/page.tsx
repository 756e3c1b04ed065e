import type { Metadata } from 'next'
import { YouPage } from '#components/accounts/YouPage.tsx'

export const metadata: Metadata = { title: 'You' }

export default function Page() {
  return <YouPage />
}
