'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import { Meter } from '#components/ui/Meter.tsx'
import type { UsageLine } from './usage-lines.ts'
import { useUsageStrings } from './use-usage-strings.ts'

export interface UsageBarProps {
  line: UsageLine
  placeName: string
  /** Narrow, for the sidebar. */
  isShort?: boolean
}

/** One line: whose, how much, and the bar. */
export function UsageBar({ line, placeName, isShort = false }: UsageBarProps) {
  const words = useUsageStrings()
  const format = useFormat()
  const { of, usedBytes, limitBytes, keptBytes } = line
  const names = isShort ? words.shortName : words.name
  const name = of === 'place' ? placeName : names[of]
  const whole = limitBytes === null ? words.noLimit(usedBytes) : words.of(usedBytes, limitBytes)
  const tone = line.level === 'fine' ? 'quiet' : 'amber'
  return (
    <div className={isShort ? 'flex flex-col gap-1 text-caption' : 'flex flex-col gap-1.5 text-body'}>
      <div className="flex justify-between gap-3">
        <span className={isShort ? 'truncate text-ink2' : 'truncate font-medium text-ink'}>{name}</span>
        <span className="shrink-0 text-ink2 tabular">
          {isShort && limitBytes === null ? format.bytes(usedBytes) : whole}
        </span>
      </div>
      {line.share === null ? null : (
        <Meter label={name} text={whole} value={line.share} tone={tone} size={isShort ? 'thin' : 'normal'} />
      )}
      {!isShort && keptBytes !== null && keptBytes > 0 ? (
        <p className="text-caption text-ink3 tabular">{words.kept(keptBytes)}</p>
      ) : null}
    </div>
  )
}
