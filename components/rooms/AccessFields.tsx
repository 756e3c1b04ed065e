'use client'

import { KeyRound, UserRound, UsersRound, Wifi } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { GlazeTile } from '#components/ui/GlazeTile.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { Select } from '#components/ui/Select.tsx'
import { MembersField } from './MembersField.tsx'
import type { RoomDraft } from './room-draft.ts'

export interface AccessFieldsProps {
  draft: RoomDraft
  change: (part: Partial<RoomDraft>) => void
  passwordError: string | undefined
  /** The room has a password already: an empty field keeps it. */
  hasPassword: boolean
  /** Whether one may know the other accounts; without them nobody can be named. */
  mayName: boolean
}

const TILE = 36

/** The door of a room: who enters, and what that choice asks for. */
export function AccessFields({ draft, change, passwordError, hasPassword, mayName }: AccessFieldsProps) {
  const { rooms } = useStrings()
  const { access, accessHelp } = rooms
  return (
    <>
      <RadioGroup label={rooms.accessQuestion} value={draft.access} onChange={(next) => change({ access: next })}>
        <Radio
          value="accounts"
          leading={<GlazeTile size={TILE} icon={UserRound} glaze="dusk" />}
          help={accessHelp.accounts}
        >
          {access.accounts}
        </Radio>
        <Radio
          value="password"
          leading={<GlazeTile size={TILE} icon={KeyRound} glaze="ochre" />}
          help={accessHelp.password}
        >
          {access.password}
        </Radio>
        <Radio value="lan" leading={<GlazeTile size={TILE} icon={Wifi} glaze="moss" />} help={accessHelp.lan}>
          {access.lan}
        </Radio>
        {mayName ? (
          <Radio
            value="names"
            leading={<GlazeTile size={TILE} icon={UsersRound} glaze="plum" />}
            help={accessHelp.names}
          >
            {access.names}
          </Radio>
        ) : null}
      </RadioGroup>
      {draft.access === 'password' ? (
        <PasswordField
          label={hasPassword ? rooms.newPassword : rooms.password}
          value={draft.password}
          onChange={(password) => change({ password })}
          autoComplete="off"
          help={hasPassword ? `${rooms.passwordKept} ${rooms.passwordEnds}` : undefined}
          error={passwordError}
        />
      ) : null}
      {draft.access === 'password' || draft.access === 'lan' ? (
        <Select
          label={rooms.guestRole}
          value={draft.guestRole}
          onChange={(guestRole) => change({ guestRole })}
          options={[
            { id: 'viewer', label: rooms.guestRoles.viewer },
            { id: 'editor', label: rooms.guestRoles.editor },
          ]}
        />
      ) : null}
      {draft.access === 'names' ? (
        <MembersField value={draft.memberIds} onChange={(memberIds) => change({ memberIds })} />
      ) : null}
    </>
  )
}
