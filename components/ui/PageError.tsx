'use client'

import { CloudOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { TextLink } from './TextLink.tsx'

export interface PageErrorProps {
  /** Whatever was thrown; only a VaultError has its own sentence. */
  error: unknown
  /** The one button, unless `action` is given. */
  onRetry?: () => void
  action?: ReactNode
}

/** A page or a part of it that could not be shown: one sentence, one button, the code behind "Details". */
export function PageError({ error, onRetry, action }: PageErrorProps) {
  const strings = useStrings()
  const { sentence, advice, code, requestId, offline } = strings.errors.explain(error)
  return (
    <div role="alert" className="mx-auto flex max-w-form flex-col items-center gap-4 px-6 py-16 text-center">
      <Icon of={offline ? CloudOff : TriangleAlert} size={28} className="text-ink3" />
      <p className="text-body text-ink text-balance">
        {sentence} {advice}
      </p>
      {action ?? (onRetry ? <Button onPress={onRetry}>{strings.common.tryAgain}</Button> : null)}
      <details className="text-caption text-ink3">
        <summary className="cursor-pointer rounded-[4px] px-2 py-1">{strings.common.details}</summary>
        <p className="pt-1 font-mono">
          {code}
          {requestId === undefined ? null : ` · ${requestId}`}
          {error instanceof VaultError || !(error instanceof Error) ? null : ` · ${error.message}`}
        </p>
        <p className="pt-1.5">
          <TextLink href="/self-test">{strings.common.selfTestLink}</TextLink>
        </p>
      </details>
    </div>
  )
}
