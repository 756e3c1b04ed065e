'use client'

import { ListFilter, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { MAX_FILTER_CHARACTERS } from './place-address.ts'

export interface NameFilterProps {
  value: string
  onChange: (value: string) => void
}

/** Typed faster than this, one list is asked for. */
const REST_MS = 200

/** Shows only what has the typed letters in its name, in this folder alone. Esc ends it. */
export function NameFilter({ value, onChange }: NameFilterProps) {
  const { files } = useStrings()
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const latest = useRef(onChange)
  latest.current = onChange

  // Another folder, or Back: the address says what counts.
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setTyped(value)
  }, [value])

  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      latest.current(typed)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [typed])

  return (
    <SearchField
      aria-label={files.findHere}
      value={typed}
      onChange={setTyped}
      maxLength={MAX_FILTER_CHARACTERS}
      className="group flex h-8 w-44 min-w-0 shrink items-center gap-1.5 rounded-pill border border-edge bg-surface pl-3 focus-within:border-ink max-tablet:w-full coarse:h-11"
    >
      <Icon of={ListFilter} size={16} className="shrink-0 text-ink3" />
      <Input
        placeholder={files.findHere}
        className="h-full min-w-0 flex-1 bg-transparent text-label text-ink outline-none placeholder:text-ink3 coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      <Button
        aria-label={files.findHereEnd}
        className="flex size-8 shrink-0 items-center touch-target justify-center rounded-pill text-ink2 press-motion data-hovered:bg-hover group-data-empty:hidden"
      >
        <Icon of={X} size={16} />
      </Button>
    </SearchField>
  )
}
