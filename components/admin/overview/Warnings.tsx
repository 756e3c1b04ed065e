'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Notice } from '#components/ui/Notice.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import type { VaultWarning } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

type Code = VaultWarning['code']

const BAD: ReadonlySet<Code> = new Set([
  'disk_full',
  'certificate_ended',
  'log_trouble',
  'backup_failed',
  'files_damaged',
])

/** Where it is mended, when that is in the page. */
function tabOf(code: Code): 'backups' | 'jobs' | 'settings' | null {
  if (code.startsWith('backup_') || code === 'files_damaged') return 'backups'
  if (code.startsWith('jobs_')) return 'jobs'
  return code === 'config' ? 'settings' : null
}

/** Each with what to do; one quiet line when there is nothing. */
export function Warnings({ warnings }: { warnings: readonly VaultWarning[] }) {
  const care = useCareStrings()
  if (warnings.length === 0) return <Notice icon={CircleCheck} title={care.overview.allWell} />
  return (
    <div className="flex flex-col gap-2.5">
      {warnings.map((warning) => {
        const { title, help } = care.warnings(warning)
        const isBad = BAD.has(warning.code)
        const tab = tabOf(warning.code)
        return (
          <Notice
            key={`${warning.code} ${warning.text}`}
            tone={isBad ? 'red' : 'amber'}
            icon={isBad ? CircleAlert : TriangleAlert}
            title={title}
          >
            {help} {tab === null ? null : <TextLink href={`/admin?tab=${tab}`}>{care.toTab[tab]}</TextLink>}
          </Notice>
        )
      })}
    </div>
  )
}
