'use client'

import { Check } from 'lucide-react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { useStrings } from '#components/strings/use-strings.ts'
import { FIELD, FIELD_LABEL } from '#components/ui/field-styles.ts'
import { GLAZES, type Glaze } from '#components/ui/glazes.ts'
import { Icon } from '#components/ui/Icon.tsx'

export function GlazePicker({ value, onChange }: { value: Glaze; onChange: (glaze: Glaze) => void }) {
  const { rooms } = useStrings()
  return (
    <div className={FIELD}>
      <span className={FIELD_LABEL}>{rooms.colour}</span>
      <ToggleButtonGroup
        aria-label={rooms.colour}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        // The keys are the glazes below.
        onSelectionChange={(keys) => onChange([...keys][0] as Glaze)}
        className="flex flex-wrap gap-x-2 gap-y-3 coarse:gap-x-3"
      >
        {GLAZES.map((glaze) => (
          <ToggleButton
            key={glaze}
            id={glaze}
            aria-label={rooms.glazes[glaze]}
            data-glaze={glaze}
            className="flex size-8 items-center justify-center rounded-pill text-surface press-motion glaze-fill touch-target data-selected:outline-2 data-selected:outline-ink data-selected:outline-offset-2"
          >
            {glaze === value ? <Icon of={Check} size={16} /> : null}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
