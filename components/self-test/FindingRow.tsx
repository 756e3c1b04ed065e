'use client'

import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  RotateCw,
  TriangleAlert,
} from 'lucide-react'
import { IconButton } from '#components/ui/IconButton.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { CheckStanding } from '#lib/browser/self-test/self-test.ts'
import { useSelfTestStrings } from './use-self-test.ts'

const LOOKS = {
  waiting: { icon: CircleDashed, tone: 'quiet' },
  running: { icon: LoaderCircle, tone: 'ember' },
  ok: { icon: CircleCheck, tone: 'green' },
  warn: { icon: TriangleAlert, tone: 'amber' },
  failed: { icon: CircleAlert, tone: 'red' },
  absent: { icon: CircleSlash, tone: 'quiet' },
} as const

export interface FindingRowProps {
  state: CheckStanding['state']
  title: string
  said?: string | undefined
  mend?: string | undefined
  /** Absent while it runs, and where only all run together. */
  onAgain?: (() => void) | undefined
}

/** One thing that was looked at: how it is in a word, what that means, what to do. */
export function FindingRow({ state, title, said, mend, onAgain }: FindingRowProps) {
  const words = useSelfTestStrings()
  const look = LOOKS[state]
  return (
    <li className="flex items-start gap-3.5 px-4 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center justify-between gap-x-3">
          <p className="text-body font-medium">{title}</p>
          <StateLine icon={look.icon} tone={look.tone}>
            {words.states[state]}
          </StateLine>
        </div>
        {said === undefined ? null : <p className="text-body text-ink2 wrap-anywhere">{said}</p>}
        {mend === undefined ? null : <p className="pt-1 text-body text-ink wrap-anywhere">{mend}</p>}
      </div>
      {onAgain ? <IconButton icon={RotateCw} label={words.againOne(title)} onPress={onAgain} /> : null}
    </li>
  )
}
