import { classNames } from './class-names.ts'

export interface MeterProps {
  label: string
  /** What it says, as words: "3 GB of 5 GB". */
  text: string
  /** 0 to 1. */
  value: number
  /** Amber only with words beside it. */
  tone?: 'quiet' | 'amber'
  size?: 'thin' | 'normal'
  className?: string
}

/** How full something is. Not how far: that is a ProgressBar. */
export function Meter({ label, text, value, tone = 'quiet', size = 'normal', className }: MeterProps) {
  const share = Math.min(1, Math.max(0, value))
  return (
    // biome-ignore lint/a11y/useSemanticElements: what a meter element looks like cannot be changed in every browser
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
      className={classNames('overflow-hidden rounded-pill bg-hair', size === 'thin' ? 'h-1' : 'h-1.5', className)}
    >
      <div
        className={classNames(
          'h-full origin-left rounded-pill transition-transform duration-300',
          tone === 'amber' ? 'bg-amber-fill' : 'bg-edge',
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  )
}
