import { type ReactNode, useId } from 'react'

export interface SectionProps {
  title: string
  /** Right of the title: a quiet or text button. */
  action?: ReactNode
  children: ReactNode
}

/** A part of a text page with its heading. */
export function Section({ title, action, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2.5">
      <div className="flex min-h-9 items-center justify-between gap-3">
        <h2 id={id} className="text-head">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
