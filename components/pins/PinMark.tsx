'use client'

import { ArrowDownToLine, CircleCheck } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { isVerified } from '#lib/core/pins/pin-record.ts'
import { usePinnedFolder, usePinOf } from './pins-context.ts'

/** The mark of a pinned entry: green only once every byte was compared. Nothing for what is not pinned. */
export function PinMark({ entryId, className }: { entryId: string; className?: string }) {
  const pin = usePinOf(entryId)
  const folder = usePinnedFolder(entryId)
  const { files } = useStrings()
  if (pin === null && folder === null) return null
  const verified = pin === null ? folder === 'verified' : isVerified(pin)
  const label = verified ? files.pinVerified : files.pinComing
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={classNames('inline-flex shrink-0', verified ? 'text-green' : 'text-ink2', className)}
    >
      <Icon of={verified ? CircleCheck : ArrowDownToLine} size={16} />
    </span>
  )
}
