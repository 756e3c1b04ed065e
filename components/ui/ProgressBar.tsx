import { classNames } from './class-names.ts'
import { progress } from './progress.ts'

export type BarTone = 'ember' | 'green' | 'amber' | 'quiet'

const FILLS: Record<BarTone, string> = {
  ember: 'bg-ember',
  green: 'bg-green-fill',
  amber: 'bg-amber-fill',
  quiet: 'bg-edge',
}

export interface ProgressBarProps {
  label: string
  /** 0 to 1. */
  value: number
  /** Ember while moving, green while or after comparing, amber while waiting (with words beside it). */
  tone?: BarTone
  size?: 'thin' | 'normal'
  className?: string
}

/** Moves by scaleX only, linear, for the reports come evenly. */
export function ProgressBar({ label, value, tone = 'ember', size = 'normal', className }: ProgressBarProps) {
  const share = Math.min(1, Math.max(0, value))
  return (
    <span {...progress(label, share)} className={classNames('block w-full', className)}>
      <span className={classNames('block overflow-hidden rounded-pill bg-hair', size === 'thin' ? 'h-[3px]' : 'h-1')}>
        <span
          className={classNames('block h-full origin-left transition-transform duration-300 ease-linear', FILLS[tone])}
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
    </span>
  )
}
