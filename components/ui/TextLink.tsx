'use client'

import type { ReactNode } from 'react'
import { Link, type LinkProps } from 'react-aria-components/Link'
import { classNames } from './class-names.ts'

export interface TextLinkProps extends Omit<LinkProps, 'className' | 'style' | 'children'> {
  href: string
  className?: string
  children: ReactNode
}

/** A plain link in a sentence: ink with a line below, for the ember is not for links. */
export function TextLink({ className, ...props }: TextLinkProps) {
  return (
    <Link
      {...props}
      className={classNames(
        'rounded-[4px] font-medium text-ink underline decoration-edge underline-offset-4 data-hovered:decoration-ink',
        className,
      )}
    />
  )
}
