'use client'

import { CircleAlert } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'

/** What is wrong with a form as a whole; it is read out when it appears. */
export function FormError({ error }: { error: unknown }) {
  const strings = useStrings()
  if (!error) return null
  const { sentence, advice } = strings.errors.explain(error)
  return (
    <p role="alert" className="flex items-start gap-2 rounded-tile bg-red-soft px-3.5 py-2.5 text-body text-red">
      <Icon of={CircleAlert} size={18} className="mt-px" />
      <span>
        {sentence} {advice}
      </span>
    </p>
  )
}
