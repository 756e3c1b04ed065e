'use client'

import { PageError } from '#components/ui/PageError.tsx'

/** A page that broke: what it was goes to the console of the browser, the person gets a way on. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return <PageError error={error} onRetry={reset} />
}
