import { classNames } from './class-names.ts'

export type ButtonTone = 'primary' | 'quiet' | 'soft' | 'danger' | 'text'
export type ButtonSize = 'bar' | 'form' | 'wide'

const TONES: Record<ButtonTone, string> = {
  primary: 'bg-ember text-on-ember data-hovered:opacity-90 data-pressed:opacity-80',
  quiet: 'border border-hair bg-surface text-ink data-hovered:bg-hover data-pressed:bg-select',
  soft: 'bg-sunken text-ink data-hovered:bg-hair data-pressed:bg-hair',
  danger: 'bg-red-soft text-red data-hovered:opacity-85 data-pressed:opacity-75',
  text: 'text-ember-ink data-hovered:bg-hover data-pressed:bg-select',
}

const SIZES: Record<ButtonSize, string> = {
  bar: 'h-9 rounded-row px-3.5 text-label touch-target',
  form: 'h-11 rounded-tile px-5 text-body font-semibold',
  wide: 'h-13 w-full rounded-card px-5 text-head',
}

/** One look for buttons and for links that act like them. At most one `primary` per view. */
export function buttonStyles(tone: ButtonTone, size: ButtonSize, className?: string): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap press-motion',
    SIZES[size],
    TONES[tone],
    'data-disabled:border-transparent data-disabled:bg-sunken data-disabled:text-ink3 data-disabled:opacity-100',
    'data-pending:opacity-70',
    className,
  )
}
