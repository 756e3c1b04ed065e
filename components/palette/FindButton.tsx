'use client'

import { Search } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useKeyName } from '#components/keys/use-key-name.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { KeyHint } from '#components/ui/KeyHint.tsx'
import { useOpenPalette } from './palette-context.ts'

/** The palette's row in the sidebar. */
export function FindButton() {
  const { palette } = useStrings()
  const open = useOpenPalette()
  const keys = useKeyName('find')
  return (
    <Button
      onPress={open}
      aria-keyshortcuts="Control+K"
      className="flex h-9 w-full items-center gap-2.5 rounded-row border border-transparent px-2.5 text-body text-ink2 press-motion coarse:h-11 data-hovered:bg-hair/60 data-hovered:text-ink"
    >
      <span className="flex w-6 justify-center">
        <Icon of={Search} size={18} />
      </span>
      <span className="min-w-0 flex-1 truncate text-left">{palette.open}</span>
      <KeyHint>{keys}</KeyHint>
    </Button>
  )
}
