'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { Card } from '#components/ui/Card.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Select } from '#components/ui/Select.tsx'
import { SETTINGS_DEFAULTS, systemRoutes } from '#lib/contracts/http/system.ts'
import { SETTINGS_KEY, useSettings } from '../use-settings.ts'
import { useAccessStrings } from './use-access-strings.ts'

const DAYS = [7, 30, 90, 365, 0]

/** How long lines are kept; it takes effect at once. */
export function AccessKeeping() {
  const words = useAccessStrings()
  const api = useApi()
  const queries = useQueryClient()
  const current = useSettings().data?.accessKeepDays
  const change = useMutation({
    mutationFn: (accessKeepDays: number) => api.call(systemRoutes.changeSettings, { body: { accessKeepDays } }),
    onSuccess: (settings) => {
      queries.setQueryData(SETTINGS_KEY, settings)
      void queries.invalidateQueries({ queryKey: ['access-log'] })
    },
  })
  const label = (days: number) => (days === 0 ? words.keepNone : words.keepDays(days))
  const isOdd = current !== undefined && !DAYS.includes(current)
  return (
    <Card>
      <Select
        label={words.keep}
        help={words.keepHelp(SETTINGS_DEFAULTS.accessKeepDays)}
        value={current === undefined ? null : String(current)}
        // What a program set stands among the usual choices.
        options={[...(isOdd ? [current] : []), ...DAYS].map((days) => ({ id: String(days), label: label(days) }))}
        onChange={(days) => change.mutate(Number(days))}
        isDisabled={current === undefined || change.isPending}
      />
      <FormError error={change.error} />
    </Card>
  )
}
