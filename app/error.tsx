'use client'

import { useEffect } from 'react'
import { PageError } from '#components/ui/PageError.tsx'

/** A page that broke: what it was is reported like a failure nobody caught, the person gets a way on. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(() => reportError(error), [error])
  return <PageError error={error} onRetry={reset} />
}
