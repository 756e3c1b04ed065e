import type { ReactNode } from 'react'
import type { BarTone } from './ProgressBar.tsx'
import { progress } from './progress.ts'

const STROKES: Record<BarTone, string> = {
  ember: 'stroke-ember',
  green: 'stroke-green-fill',
  amber: 'stroke-amber-fill',
  quiet: 'stroke-edge',
}

export interface ProgressRingProps {
  label: string
  /** 0 to 1; what is filled, clockwise from the top. */
  value: number
  tone?: BarTone
  /** Outer size and stroke in px. */
  size?: number
  stroke?: number
  /** Stands in the middle. */
  children?: ReactNode
}

export function ProgressRing({ label, value, tone = 'ember', size = 28, stroke = 3, children }: ProgressRingProps) {
  const share = Math.min(1, Math.max(0, value))
  const radius = (size - stroke) / 2
  const circle = { cx: size / 2, cy: size / 2, r: radius, fill: 'none', strokeWidth: stroke, pathLength: 100 }
  return (
    <span {...progress(label, share)} className="relative inline-flex shrink-0 items-center justify-center">
      <svg aria-hidden="true" width={size} height={size} className="-rotate-90">
        <circle {...circle} className="stroke-hair" />
        {share > 0 ? (
          <circle {...circle} className={STROKES[tone]} strokeLinecap="round" strokeDasharray={`${share * 100} 100`} />
        ) : null}
      </svg>
      <span className="absolute inset-0 flex items-center justify-center">{children}</span>
    </span>
  )
}
