'use client'

import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Select } from '#components/ui/Select.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { adminRoutes, type Throttle } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { JOBS_KEY } from './use-jobs.ts'

const SPEEDS = [5, 20, 50, 100, 200] as const

/** How much the vault does on its own account; each change takes effect at once. */
export function ThrottleCard({ throttle }: { throttle: Throttle }) {
  const strings = useStrings()
  const words = useCareStrings().jobs
  const { show } = useToaster()
  const change = useAction({
    call: (api, body: Throttle) => api.call(adminRoutes.setThrottle, { body }),
    changes: [JOBS_KEY],
    onFail: (error) => show({ message: strings.errors.explain(error).sentence }),
  })
  const limit = throttle.readMegabytesPerSecond
  const speeds = [...new Set([...SPEEDS, ...(limit === null ? [] : [limit])])].toSorted((a, b) => a - b)
  return (
    <Card className="flex flex-col gap-4">
      <Switch
        isSelected={throttle.paused}
        onChange={(paused) => change.run({ ...throttle, paused })}
        isDisabled={change.isPending}
        help={words.pauseHelp}
      >
        {words.pause}
      </Switch>
      <Select
        label={words.limit}
        help={words.limitHelp}
        value={String(limit ?? 'none')}
        onChange={(next) => change.run({ ...throttle, readMegabytesPerSecond: next === 'none' ? null : Number(next) })}
        options={[
          { id: 'none', label: words.noLimit },
          ...speeds.map((speed) => ({ id: String(speed), label: words.perSecond(speed) })),
        ]}
      />
    </Card>
  )
}
