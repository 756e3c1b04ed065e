'use client'

import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { useStrings } from '#components/strings/use-strings.ts'
import { FIELD, FIELD_LABEL } from '#components/ui/field-styles.ts'
import type { Glaze } from '#components/ui/glazes.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { ROOM_ICONS, type RoomIcon } from '#components/ui/room-icons.ts'

export interface IconPickerProps {
  value: RoomIcon
  /** The chosen one is drawn on this glaze. */
  glaze: Glaze
  onChange: (icon: RoomIcon) => void
}

export function IconPicker({ value, glaze, onChange }: IconPickerProps) {
  const { rooms } = useStrings()
  return (
    <div className={FIELD}>
      <span className={FIELD_LABEL}>{rooms.icon}</span>
      <ToggleButtonGroup
        aria-label={rooms.icon}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        // The keys are the icons below.
        onSelectionChange={(keys) => onChange([...keys][0] as RoomIcon)}
        className="flex flex-wrap gap-1.5"
      >
        {Object.entries(ROOM_ICONS).map(([icon, drawing]) => (
          <ToggleButton
            key={icon}
            id={icon}
            aria-label={rooms.icons[icon as RoomIcon]}
            {...(icon === value ? { 'data-glaze': glaze } : {})}
            className={`flex size-10 items-center justify-center rounded-tile text-ink2 press-motion coarse:size-11 ${
              icon === value ? 'glaze-tile' : 'data-hovered:bg-hair/60'
            }`}
          >
            <Icon of={drawing} size={20} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
