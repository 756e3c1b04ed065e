'use client'

import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface SetupStepsProps {
  current: number
  steps: readonly { title: string; content: ReactNode }[]
}

/** One current step open; done ones green, later ones quiet. */
export function SetupSteps({ current, steps }: SetupStepsProps) {
  return (
    <ol className="flex flex-col pt-7">
      {steps.map(({ title, content }, at) => {
        const state = at < current ? 'done' : at === current ? 'open' : 'later'
        return (
          <li key={title} className="flex gap-4" {...(state === 'open' ? { 'aria-current': 'step' } : {})}>
            <div className="flex flex-col items-center">
              <span
                className={classNames(
                  'flex size-8 shrink-0 items-center justify-center rounded-pill text-label font-semibold tabular',
                  state === 'done' && 'bg-green-soft text-green',
                  state === 'open' && 'bg-ember text-on-ember',
                  state === 'later' && 'border-[1.5px] border-edge text-ink3',
                )}
              >
                {state === 'done' ? <Icon of={Check} size={18} /> : at + 1}
              </span>
              {at < steps.length - 1 ? <span className="my-1 min-h-3 w-0.5 flex-1 rounded-pill bg-hair" /> : null}
            </div>
            <div className={classNames('min-w-0 flex-1', at < steps.length - 1 && 'pb-5')}>
              <h2 className={classNames('pt-1 text-head', state === 'later' && 'font-medium text-ink2')}>{title}</h2>
              {state === 'open' ? content : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
