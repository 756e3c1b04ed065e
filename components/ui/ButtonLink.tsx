'use client'

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, type LinkProps } from 'react-aria-components/Link'
import { type ButtonSize, type ButtonTone, buttonStyles } from './button-styles.ts'
import { Icon } from './Icon.tsx'

export interface ButtonLinkProps extends Omit<LinkProps, 'className' | 'style' | 'children'> {
  href: string
  tone?: ButtonTone
  size?: ButtonSize
  icon?: LucideIcon
  className?: string
  children: ReactNode
}

/** A link to another page that looks like a button. */
export function ButtonLink({ tone = 'quiet', size = 'form', icon, className, children, ...props }: ButtonLinkProps) {
  return (
    <Link {...props} className={buttonStyles(tone, size, className)}>
      {icon ? <Icon of={icon} size={size === 'bar' ? 16 : 18} /> : null}
      {children}
    </Link>
  )
}
