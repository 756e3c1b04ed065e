'use client'

import type { LucideIcon } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface StageButtonProps {
  icon: LucideIcon
  /** The name of the control. */
  label: string
  onPress: () => void
  /** `big` is the one in the middle of a film. */
  size?: 'bar' | 'big'
  /** Pause is two strokes, play is filled. */
  isFilled?: boolean
  isDisabled?: boolean
}

export function StageButton({ icon, label, onPress, size = 'bar', isFilled, isDisabled }: StageButtonProps) {
  return (
    <Button
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled ?? false}
      className={classNames('stage-button', size === 'big' && 'stage-big')}
    >
      <Icon of={icon} size={size === 'big' ? 34 : 24} className={isFilled ? 'fill-current' : undefined} />
    </Button>
  )
}
