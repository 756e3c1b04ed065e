'use client'

import { CircleAlert, Inbox as InboxIcon } from 'lucide-react'
import { useRef } from 'react'
import type { ShareProblem } from '#components/strings/en-share.ts'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { useShareStrings } from './use-share-strings.ts'

export interface ShareStartProps {
  /** Why nothing came; null when nobody said so. */
  problem: ShareProblem | null
  /** What the address names is not there (any more). */
  isGone: boolean
  /** Something else waits below. */
  hasMore: boolean
  onChoose: (files: File[]) => void
}

/** Nothing to ask about: what happened, and the way that works in every browser. */
export function ShareStart({ problem, isGone, hasMore, onChoose }: ShareStartProps) {
  const words = useShareStrings()
  const input = useRef<HTMLInputElement>(null)
  const choose = (
    <Button tone="primary" onPress={() => input.current?.click()}>
      {words.choose}
    </Button>
  )
  const said = problem === null ? null : words.problems[problem]
  return (
    <>
      {said || hasMore ? <h1 className="sr-only">{words.title}</h1> : null}
      {said ? (
        <>
          <Notice tone="amber" icon={CircleAlert} title={said.title} role="status" className="mt-3">
            {said.help}
          </Notice>
          <div className="pt-4 *:w-full">{choose}</div>
        </>
      ) : hasMore ? null : (
        <EmptyState icon={InboxIcon} isPage action={choose}>
          {isGone ? words.gone : words.nothing}
        </EmptyState>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.choose}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          if (files.length > 0) onChoose(files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
