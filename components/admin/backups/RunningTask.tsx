import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'

export interface RunningTaskProps {
  label: string
  /** Bytes; a null total while nobody knows it yet. */
  done: number
  total: number | null
  /** Held by the pause of the background: perhaps it has not even begun. */
  isResting: boolean
  cancel: { label: string; run: () => void; isPending: boolean }
}

/** How far something is that takes long, and the way to end it. */
export function RunningTask({ label, done, total, isResting, cancel }: RunningTaskProps) {
  const { backups } = useStrings()
  return (
    <div className="flex flex-wrap items-center gap-3.5">
      <div className="min-w-48 flex-1">
        <p className="pb-1.5 text-body font-medium">{label}</p>
        <ProgressBar label={label} value={total ? done / total : 0} />
        {isResting && total === null ? null : (
          <p className="pt-1.5 text-caption text-ink3 tabular">{backups.progress(done, total)}</p>
        )}
      </div>
      <Button size="bar" onPress={cancel.run} isPending={cancel.isPending}>
        {cancel.label}
      </Button>
    </div>
  )
}
