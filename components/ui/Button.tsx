'use client'

import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonTone, buttonStyles } from './button-styles.ts'
import { Icon } from './Icon.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** Default `quiet`. One `primary` per view. */
  tone?: ButtonTone
  /** `bar` in bars and rows (36), `form` in forms and dialogs (44), `wide` fills a phone (52). */
  size?: ButtonSize
  icon?: LucideIcon
  className?: string
  /** Words; while pending, the words say so ("Opening..."). */
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'quiet', size = 'form', icon, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={buttonStyles(tone, size, className)}>
      {icon ? <Icon of={icon} size={size === 'bar' ? 16 : 18} /> : null}
      {children}
    </AriaButton>
  )
}
