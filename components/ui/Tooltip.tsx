'use client'

import type { ReactNode } from 'react'
import type { TooltipTriggerComponentProps } from 'react-aria-components/Tooltip'
import { Tooltip as AriaTooltip, TooltipTrigger as AriaTooltipTrigger } from 'react-aria-components/Tooltip'

/** Shows after 600 ms of hover, at once on keyboard focus; never under a finger. */
export function TooltipTrigger(props: TooltipTriggerComponentProps) {
  return <AriaTooltipTrigger delay={600} closeDelay={0} {...props} />
}

export function Tooltip({ children }: { children: ReactNode }) {
  return (
    <AriaTooltip
      offset={8}
      className="pointer-events-none max-w-60 rounded-[8px] bg-ink px-2.5 py-1.5 text-caption font-medium text-paper shadow-float overlay-pop"
    >
      {children}
    </AriaTooltip>
  )
}
