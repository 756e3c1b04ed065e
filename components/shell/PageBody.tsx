import type { ReactNode, Ref } from 'react'
import { classNames } from '#components/ui/class-names.ts'

export interface PageBodyProps {
  /** `text` stops at 720, `form` is one narrow column in the middle, `full` takes all there is. */
  width?: keyof typeof WIDTHS
  className?: string
  /** What scrolls. */
  ref?: Ref<HTMLDivElement>
  children: ReactNode
}

const WIDTHS = { text: 'max-w-text', form: 'mx-auto w-full max-w-110', full: '' }

/** The part of a page that scrolls, below its TopBar. */
export function PageBody({ width = 'text', className, ref, children }: PageBodyProps) {
  return (
    // Focusable, so that the arrow keys scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <div ref={ref} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2">
      <div className={classNames('flex flex-col gap-6 px-4 pt-2 pb-10 tablet:px-6', WIDTHS[width], className)}>
        {children}
      </div>
    </div>
  )
}
