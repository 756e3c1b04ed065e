'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { COLUMN_IDS, type ColumnId } from '../view/columns.ts'

export interface ColumnsDialogProps {
  isOpen: boolean
  onClose: () => void
  shown: readonly ColumnId[]
  /** Null: as at first, widths too. */
  onChoose: (columns: readonly ColumnId[] | null) => void
}

/** Which columns the detail view has; the name always. */
export function ColumnsDialog({ isOpen, onClose, shown, onChoose }: ColumnsDialogProps) {
  const { columns, columnsOf } = useStrings().files
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={columnsOf.title}
      footer={
        <>
          <Button tone="text" onPress={() => onChoose(null)}>
            {columnsOf.reset}
          </Button>
          <Button onPress={onClose}>{columnsOf.done}</Button>
        </>
      }
    >
      <p className="pb-2">{columnsOf.help}</p>
      <div className="flex flex-col">
        {COLUMN_IDS.map((id) => (
          <Checkbox
            key={id}
            isDisabled={id === 'name'}
            isSelected={shown.includes(id)}
            onChange={(isOn) => onChoose(isOn ? [...shown, id] : shown.filter((other) => other !== id))}
            className="h-9 coarse:h-11"
          >
            {columns[id]}
          </Checkbox>
        ))}
      </div>
    </Dialog>
  )
}
