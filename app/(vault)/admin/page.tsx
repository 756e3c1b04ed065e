import type { Metadata } from 'next'
import { AdminPage } from '#components/admin/AdminPage.tsx'

export const metadata: Metadata = { title: 'Household' }

export default function Page() {
  return <AdminPage />
}
