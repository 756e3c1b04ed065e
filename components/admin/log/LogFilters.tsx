'use client'

import { useEffect, useState } from 'react'
import { Select } from '#components/ui/Select.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { logComponentSchema } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'
import type { LogFilter } from './use-log.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const
/** Typing asks once, when it rests. */
const REST_MS = 300

export interface LogFiltersProps {
  filter: LogFilter
  onFilter: (filter: LogFilter) => void
  follows: boolean
  onFollow: (follows: boolean) => void
}

export function LogFilters({ filter, onFilter, follows, onFollow }: LogFiltersProps) {
  const words = useCareStrings().log
  const [text, setText] = useState(filter.text)
  useEffect(() => {
    const timer = setTimeout(() => text.trim() !== filter.text && onFilter({ ...filter, text: text.trim() }), REST_MS)
    return () => clearTimeout(timer)
  }, [text, filter, onFilter])
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={words.component}
          value={filter.component}
          onChange={(component) => onFilter({ ...filter, component })}
          options={(['all', ...logComponentSchema.options] as const).map((id) => ({
            id,
            label: words.components[id] ?? id,
          }))}
        />
        <Select
          label={words.show}
          value={filter.level}
          onChange={(level) => onFilter({ ...filter, level })}
          options={LEVELS.map((id) => ({ id, label: words.levels[id] }))}
        />
      </div>
      <TextField label={words.text} type="search" value={text} onChange={setText} maxLength={200} autoComplete="off" />
      <Switch isSelected={follows} onChange={onFollow}>
        {words.follow}
      </Switch>
    </div>
  )
}
