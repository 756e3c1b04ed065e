'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Notice } from '#components/ui/Notice.tsx'
import type { VaultWarning } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

const BAD: ReadonlySet<VaultWarning['code']> = new Set(['disk_full', 'certificate_ended', 'log_trouble'])

/** Each with what to do; one quiet line when there is nothing. */
export function Warnings({ warnings }: { warnings: readonly VaultWarning[] }) {
  const care = useCareStrings()
  if (warnings.length === 0) return <Notice icon={CircleCheck} title={care.overview.allWell} />
  return (
    <div className="flex flex-col gap-2.5">
      {warnings.map((warning) => {
        const { title, help } = care.warnings(warning)
        const isBad = BAD.has(warning.code)
        return (
          <Notice
            key={`${warning.code} ${warning.text}`}
            tone={isBad ? 'red' : 'amber'}
            icon={isBad ? CircleAlert : TriangleAlert}
            title={title}
          >
            {help}
          </Notice>
        )
      })}
    </div>
  )
}
