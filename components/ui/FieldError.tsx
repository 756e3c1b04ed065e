'use client'

import { CircleAlert } from 'lucide-react'
import { FieldError as AriaFieldError } from 'react-aria-components/FieldError'
import { Icon } from './Icon.tsx'

/** What is wrong with a field: an icon and a sentence. Shown by the field it stands in while that is invalid. */
export function FieldError({ children }: { children?: string | undefined }) {
  return (
    <AriaFieldError className="flex items-start gap-1.5 text-label font-normal text-red">
      {({ validationErrors }) => (
        <>
          <Icon of={CircleAlert} size={15} className="mt-[1.5px]" />
          <span>{children ?? validationErrors.join(' ')}</span>
        </>
      )}
    </AriaFieldError>
  )
}
