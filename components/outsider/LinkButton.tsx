import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ButtonTone, buttonStyles } from '#components/ui/button-styles.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface LinkButtonProps {
  tone?: ButtonTone
  size?: 'bar' | 'form'
  icon?: LucideIcon
  /** Where it leads: a download; else it is a button. */
  href?: string
  onPress?: () => void
  type?: 'button' | 'submit'
  /** When the words alone do not say what it is about. */
  label?: string
  children: ReactNode
}

/** The house's look on the browser's own elements: this page has no library of controls. */
export function LinkButton({
  tone = 'quiet',
  size = 'form',
  icon,
  href,
  onPress,
  type,
  label,
  children,
}: LinkButtonProps) {
  const look = buttonStyles(tone, size)
  const content = (
    <>
      {icon ? <Icon of={icon} size={18} /> : null}
      {children}
    </>
  )
  if (href !== undefined) {
    return (
      <a href={href} download className={look} onClick={onPress} aria-label={label}>
        {content}
      </a>
    )
  }
  return (
    <button type={type ?? 'button'} className={look} onClick={onPress} aria-label={label}>
      {content}
    </button>
  )
}
