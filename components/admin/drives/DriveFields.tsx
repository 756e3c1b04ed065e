'use client'

import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import type { DriveOpenTo } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'

export interface DriveRights {
  openTo: DriveOpenTo
  writable: boolean
}

/** Who looks into a drive, and whether anybody writes to it. */
export function DriveFields<Fields extends DriveRights>(props: { value: Fields; onChange: (next: Fields) => void }) {
  const { value, onChange } = props
  const words = useCareStrings().drives
  return (
    <>
      <RadioGroup label={words.openTo} value={value.openTo} onChange={(openTo) => onChange({ ...value, openTo })}>
        {(['admins', 'accounts', 'everybody'] as const).map((id) => (
          <Radio key={id} value={id} help={words.openToHelp[id]}>
            {words.openToWords[id]}
          </Radio>
        ))}
      </RadioGroup>
      <Switch
        isSelected={value.writable}
        onChange={(writable) => onChange({ ...value, writable })}
        help={words.writableHelp}
      >
        {words.writable}
      </Switch>
    </>
  )
}
