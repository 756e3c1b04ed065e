'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { BarePage } from '#components/shell/BarePage.tsx'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { SetupCodeStep } from './SetupCodeStep.tsx'
import { SetupDoorStep } from './SetupDoorStep.tsx'
import { SetupPersonStep } from './SetupPersonStep.tsx'
import { SetupSteps } from './SetupSteps.tsx'
import { useSession } from './use-session.ts'
import { NO_ANSWERS, type SetupAnswers, useSetup } from './use-setup.ts'

/** Which step an answer of the vault belongs to: a wrong code leads back to the code. */
const STEP_OF_ERROR: Partial<Record<string, number>> = { wrong_setup_code: 0, weak_password: 1, account_exists: 1 }

/** The page of `/setup`: the code from the console, the first admin, the door of the first room. */
export function SetupPage() {
  const strings = useStrings()
  const router = useRouter()
  const { data: session } = useSession()
  const [answers, setAnswers] = useState<SetupAnswers>(NO_ANSWERS)
  const [step, setStep] = useState(0)
  const { submit, isPending, error, reset } = useSetup()
  const done = (session && !session.vault.setupNeeded) || codeOf(error) === 'setup_done'

  useEffect(() => {
    if (done && !isPending) router.replace('/sign-in')
  }, [done, isPending, router])
  useEffect(() => {
    setStep((current) => STEP_OF_ERROR[codeOf(error) ?? ''] ?? current)
  }, [error])

  const change = (part: Partial<SetupAnswers>) => {
    // An error speaks of what was sent, not of what is being typed.
    if (error) reset()
    setAnswers((all) => ({ ...all, ...part }))
  }
  const parts = { answers, change, error, onBack: () => setStep(step - 1) }
  return (
    <BarePage name={session?.vault.name ?? strings.common.product}>
      <h1 className="pt-8 text-display">{strings.accounts.setup.title}</h1>
      <p className="pt-1.5 text-body text-ink2">{strings.accounts.setup.lead}</p>
      <SetupSteps
        current={step}
        steps={[
          {
            title: strings.accounts.setup.codeTitle,
            content: <SetupCodeStep {...parts} onNext={() => setStep(1)} />,
          },
          {
            title: strings.accounts.setup.youTitle,
            content: <SetupPersonStep {...parts} onNext={() => setStep(2)} />,
          },
          {
            title: strings.accounts.setup.doorTitle,
            content: <SetupDoorStep {...parts} isPending={isPending} onNext={() => submit(answers)} />,
          },
        ]}
      />
    </BarePage>
  )
}
