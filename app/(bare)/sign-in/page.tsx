import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SignInPage } from '#components/accounts/SignInPage.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default function Page() {
  // The page reads `next` from its address, which is not known when this file is made.
  return (
    <Suspense>
      <SignInPage />
    </Suspense>
  )
}
