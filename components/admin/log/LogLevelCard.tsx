'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Select } from '#components/ui/Select.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { adminRoutes, type LogLevelName } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

const LEVELS: readonly LogLevelName[] = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

/** How much is written down from now on. */
export function LogLevelCard({ level }: { level: LogLevelName }) {
  const strings = useStrings()
  const words = useCareStrings().log
  const queries = useQueryClient()
  const { show } = useToaster()
  const change = useAction({
    call: (api, next: LogLevelName) => api.call(adminRoutes.setLogLevel, { body: { level: next } }),
    changes: [],
    onDone: (now) => {
      show({ message: words.levelChanged(words.levels[now.level]) })
      void queries.resetQueries({ queryKey: ['log'] })
    },
    onFail: (error) => show({ message: strings.errors.explain(error).sentence }),
  })
  return (
    <Card>
      <Select
        label={words.level}
        value={level}
        onChange={(next) => next !== level && change.run(next)}
        isDisabled={change.isPending}
        options={[...new Set([...LEVELS, level])].map((id) => ({ id, label: words.levels[id] }))}
      />
    </Card>
  )
}
