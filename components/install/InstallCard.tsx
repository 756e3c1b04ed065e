'use client'

import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { englishInstall } from '#components/strings/en-install.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { useInstall } from './install-context.ts'

/** The way to the app on this device: a button where the browser offers one, words where it does not. */
export function InstallCard() {
  const [words] = useState(englishInstall)
  const { state, install } = useInstall()
  if (state === null) return null
  const says = {
    ...{ installed: words.installed, offered: words.offered, insecure: words.insecure },
    ...{ 'by-share-menu': words.byShareMenu, 'by-menu': words.byMenu },
  }[state]
  return (
    <Section title={words.title}>
      <Card>
        <p role="status" className="text-body text-ink2">
          {says}{' '}
          {state === 'insecure' ? (
            // Not the router's: on plain http the vault itself answers there.
            <a href="/trust" className="text-ember-ink underline">
              {words.way}
            </a>
          ) : null}
        </p>
        {state === 'offered' ? (
          <Button icon={Smartphone} onPress={install} className="mt-3.5">
            {words.install}
          </Button>
        ) : null}
      </Card>
    </Section>
  )
}
