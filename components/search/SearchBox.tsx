'use client'

import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { Icon } from '#components/ui/Icon.tsx'
import { useSearchStrings } from './use-search-strings.ts'

export interface SearchBoxProps {
  value: string
  onChange: (value: string) => void
  inputRef: Ref<HTMLInputElement>
}

/** Where the words go. */
export function SearchBox({ value, onChange, inputRef }: SearchBoxProps) {
  const search = useSearchStrings()
  return (
    <SearchField
      aria-label={search.field}
      value={value}
      onChange={onChange}
      autoFocus
      className="group flex h-12 w-full max-w-175 items-center gap-3 rounded-card border border-edge bg-surface pr-1.5 pl-4 focus-within:border-ink"
    >
      <Icon of={Search} size={20} className="shrink-0 text-ink3" />
      <Input
        ref={inputRef}
        placeholder={search.placeholder}
        className="h-full min-w-0 flex-1 bg-transparent text-[1.0625rem] text-ink outline-none placeholder:text-ink3 [&::-webkit-search-cancel-button]:hidden"
      />
      <Button
        aria-label={search.clear}
        className="flex size-9 items-center justify-center rounded-row text-ink2 press-motion touch-target data-hovered:bg-hover group-data-empty:invisible"
      >
        <Icon of={X} size={18} />
      </Button>
    </SearchField>
  )
}
