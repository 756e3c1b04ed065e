'use client'

import { FolderInput } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import type { RunningJob } from '#lib/browser/jobs/job-tracker.ts'

/** A bulk action that takes a while. */
export function JobRow({ running, onStop }: { running: RunningJob; onStop: () => void }) {
  const { files } = useStrings()
  const format = useFormat()
  const { job, action } = running
  const total = job.total === null ? null : format.number(job.total)
  const words = files.jobs[action](format.number(job.done), total)
  return (
    <div className="flex items-center gap-3 py-1.5">
      <span
        aria-hidden
        data-glaze="ochre"
        className="flex h-9 w-11 shrink-0 items-center justify-center rounded-[8px] glaze-tile"
      >
        <Icon of={FolderInput} size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate pb-1.5 text-label text-ink tabular">{words}</p>
        <ProgressBar size="thin" label={words} value={job.total ? job.done / job.total : 0} />
      </div>
      <Button tone="text" size="bar" onPress={onStop}>
        {files.stopJob}
      </Button>
    </div>
  )
}
