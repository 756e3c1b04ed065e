'use client'

import { LoaderCircle, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { InstallCard } from '#components/install/InstallCard.tsx'
import { BarePage } from '#components/shell/BarePage.tsx'
import { englishTrust } from '#components/strings/en-trust.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import { TrustAddress } from './TrustAddress.tsx'
import { useSteps } from './use-steps.ts'
import { useTrust } from './use-trust.ts'

/** The page of `/trust` over https: whether this browser really trusts the vault, and what is missing otherwise. */
export function TrustPage() {
  const [words] = useState(englishTrust)
  const { common } = useStrings()
  const session = useSession().data
  const { state, again } = useTrust()
  const steps = useSteps()
  const isGood = state === 'secure'

  return (
    <BarePage name={session?.vault.name ?? common.product}>
      <h1 className="pt-8 text-display">{words.title}</h1>
      <div className="pt-5" aria-live="polite">
        {state === null ? (
          <Notice icon={LoaderCircle} title={words.checking} />
        ) : (
          <Notice
            tone={isGood ? 'green' : 'amber'}
            icon={isGood ? ShieldCheck : ShieldAlert}
            title={words.states[state].title}
          >
            {words.states[state].help}
          </Notice>
        )}
      </div>
      {isGood ? <TrustAddress words={words} /> : null}
      <div className="flex flex-wrap items-center gap-2.5 pt-5">
        {isGood || steps === null ? null : (
          // Another origin: a full navigation, which the router would not make.
          <ButtonLink href={steps} target="_self" tone="primary">
            {words.steps}
          </ButtonLink>
        )}
        <ButtonLink href="/" tone={isGood ? 'primary' : 'quiet'}>
          {words.open}
        </ButtonLink>
        {isGood ? null : (
          <Button onPress={again} isDisabled={state === null}>
            {words.again}
          </Button>
        )}
      </div>
      {isGood ? (
        <div className="pt-6">
          <InstallCard />
        </div>
      ) : null}
      <p className="pt-6 pb-10 text-body">
        <TextLink href="/self-test">{words.selfTest}</TextLink>
      </p>
    </BarePage>
  )
}
