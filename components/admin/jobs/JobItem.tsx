'use client'

import { CircleAlert, CircleCheck, CirclePause, CircleSlash, LoaderCircle } from 'lucide-react'
import { useAction } from '#components/shell/use-action.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { type AdminJob, adminRoutes } from '#lib/contracts/http/admin.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { JOBS_KEY, useJobProgress } from './use-jobs.ts'

const LOOKS = {
  queued: { icon: CirclePause, tone: 'plain' },
  running: { icon: LoaderCircle, tone: 'ember' },
  done: { icon: CircleCheck, tone: 'plain' },
  failed: { icon: CircleAlert, tone: 'red' },
  cancelled: { icon: CircleSlash, tone: 'quiet' },
} as const

/** Whose progress is counted in bytes. */
const IN_BYTES: ReadonlySet<string> = new Set(['hash', 'backup', 'scrub'])

/** One job with its state in words, and the one thing that can be done about it. */
export function JobItem({ job }: { job: AdminJob }) {
  const strings = useStrings()
  const words = useCareStrings().jobs
  const format = useFormat()
  const now = useNow()
  const { show } = useToaster()
  const { state, done, total } = useJobProgress(job)
  const kind = words.kinds[job.kind] ?? job.kind
  const isOpen = state === 'running' || state === 'queued'
  const resting = isOpen && job.resting
  const look = resting ? LOOKS.queued : LOOKS[state]
  const act = useAction({
    call: (api, route: typeof adminRoutes.stopJob | typeof adminRoutes.retryJob) =>
      api.call(route, { params: { job: job.id } }),
    changes: [JOBS_KEY],
    onDone: (_, route) => show({ message: route === adminRoutes.stopJob ? words.stopped : words.retried }),
    onFail: (error) => show({ message: strings.errors.explain(error).sentence }),
  })
  const why = isErrorCode(job.failureCode) ? strings.errors.explain(new VaultError(job.failureCode)).sentence : null
  const progress = words.progress(done, total, IN_BYTES.has(job.kind))
  return (
    <div className="flex min-h-16 items-center gap-3.5 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{kind}</p>
        <p className="truncate text-caption text-ink3 tabular">
          {job.askedBy || words.byVault}, {format.when(job.createdAt, now)}
          {job.attempts > 1 ? `, ${words.attempts(job.attempts)}` : ''}
        </p>
        <StateLine icon={look.icon} tone={look.tone}>
          {resting ? words.resting : words.states[state]}
          {state === 'running' ? `, ${progress}` : ''}
          {state === 'failed' && why !== null ? `: ${why}` : ''}
        </StateLine>
        {state === 'running' && total ? (
          <ProgressBar size="thin" label={`${kind}, ${progress}`} value={done / total} className="pt-1.5" />
        ) : null}
      </div>
      {isOpen ? (
        <Button size="bar" aria-label={words.stopJob(kind)} onPress={() => act.run(adminRoutes.stopJob)}>
          {words.stop}
        </Button>
      ) : null}
      {state === 'failed' || state === 'cancelled' ? (
        <Button size="bar" aria-label={words.retryJob(kind)} onPress={() => act.run(adminRoutes.retryJob)}>
          {words.retry}
        </Button>
      ) : null}
    </div>
  )
}
