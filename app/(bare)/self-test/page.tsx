import type { Metadata } from 'next'
import { SelfTestPage } from '#components/self-test/SelfTestPage.tsx'

export const metadata: Metadata = { title: 'Self-test' }

export default function Page() {
  return <SelfTestPage />
}
