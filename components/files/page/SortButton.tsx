'use client'

import { ArrowUpDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import type { EntriesMenuProps } from '#components/ui/EntriesMenu.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import type { CellOrder } from '../view/merge-cells.ts'

const LazyMenu = lazyPart<EntriesMenuProps>(() =>
  import('#components/ui/EntriesMenu.tsx').then((module) => module.EntriesMenu),
)

const ORDERS: readonly CellOrder[] = [
  { by: 'name', order: 'asc' },
  { by: 'name', order: 'desc' },
  { by: 'changed', order: 'desc' },
  { by: 'changed', order: 'asc' },
  { by: 'added', order: 'desc' },
  { by: 'added', order: 'asc' },
  { by: 'size', order: 'desc' },
  { by: 'size', order: 'asc' },
  { by: 'type', order: 'asc' },
  { by: 'type', order: 'desc' },
]

/** How the list is sorted, in words; an icon on a phone. */
export function SortButton({ value, onChange }: { value: CellOrder; onChange: (order: CellOrder) => void }) {
  const { files } = useStrings()
  const isPhone = useMedia(PHONE)
  const [isOpen, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const words = files.sorts[value.by][value.order]
  const name = { 'aria-haspopup': 'menu', 'aria-expanded': isOpen, onPress: () => setOpen(true), ref: trigger } as const
  return (
    <>
      {isPhone ? (
        <IconButton {...name} icon={ArrowUpDown} label={files.sortedBy(words)} />
      ) : (
        <Button
          {...name}
          size="bar"
          tone="text"
          icon={ArrowUpDown}
          aria-label={files.sortedBy(words)}
          className="text-ink2"
        >
          {words}
        </Button>
      )}
      <LazyMenu
        label={files.sort}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        triggerRef={trigger}
        placement="bottom end"
        entries={ORDERS.map((order) => ({
          id: `${order.by}-${order.order}`,
          label: files.sorts[order.by][order.order],
          isChecked: order.by === value.by && order.order === value.order,
          onAction: () => onChange(order),
        }))}
      />
    </>
  )
}
