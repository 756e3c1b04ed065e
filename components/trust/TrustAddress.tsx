'use client'

import type { englishTrust } from '#components/strings/en-trust.ts'
import { isAddress } from '#lib/browser/trust/check-trust.ts'

/** Under what the vault is open, and whether that lasts: an app belongs to the address it was installed from. */
export function TrustAddress({ words }: { words: ReturnType<typeof englishTrust> }) {
  // Shown after the check only, which runs in a browser.
  const { hostname } = window.location
  return (
    <p className="pt-4 text-body text-ink2">
      {words.at(hostname)} {isAddress(hostname) ? words.byAddress : words.byName}
    </p>
  )
}
