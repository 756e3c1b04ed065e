'use client'

import { PasswordField } from '#components/ui/PasswordField.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { Select } from '#components/ui/Select.tsx'
import { isPasswordShort, type LinkDraft, UNTILS } from './link-draft.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'

const VISITORS = [0, 1, 5, 20]
const DROP_BYTES = [100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 0]
const DROP_FILES = [0, 1, 10, 100]

export interface LinkFieldsProps {
  draft: LinkDraft
  change: (part: Partial<LinkDraft>) => void
  /** It is one folder, into which the person may upload. */
  mayDrop: boolean
  /** The form was sent: what is wrong is told. */
  isChecked: boolean
}

/** How long a link lasts, for how many, and behind which password. */
export function LinkFields({ draft, change, mayDrop, isChecked }: LinkFieldsProps) {
  const words = useShareLinkStrings()
  const numbers = (of: readonly number[], label: (value: number) => string) =>
    of.map((value) => ({ id: String(value), label: label(value) }))
  return (
    <>
      {mayDrop ? (
        <RadioGroup
          label={words.what}
          value={draft.isDrop ? 'drop' : 'give'}
          onChange={(kind: 'drop' | 'give') => change({ isDrop: kind === 'drop' })}
        >
          <Radio value="give" help={words.giveHelp}>
            {words.give}
          </Radio>
          <Radio value="drop" help={words.dropHelp}>
            {words.drop}
          </Radio>
        </RadioGroup>
      ) : null}
      <Select
        label={words.until}
        value={draft.until}
        onChange={(until) => change({ until })}
        options={UNTILS.map((id) => ({ id, label: words.untils[id] }))}
      />
      {draft.isDrop ? (
        <>
          <Select
            label={words.dropBytes}
            value={String(draft.dropBytes)}
            onChange={(value) => change({ dropBytes: Number(value) })}
            options={numbers(DROP_BYTES, (bytes) => (bytes === 0 ? words.noLimit : words.bytes(bytes)))}
          />
          <Select
            label={words.dropFiles}
            value={String(draft.dropFiles)}
            onChange={(value) => change({ dropFiles: Number(value) })}
            options={numbers(DROP_FILES, (files) => (files === 0 ? words.noLimit : words.upTo(files)))}
          />
        </>
      ) : (
        <Select
          label={words.uses}
          value={String(draft.visitors)}
          onChange={(value) => change({ visitors: Number(value) })}
          options={numbers(VISITORS, (visitors) =>
            visitors === 0 ? words.anyUses : visitors === 1 ? words.once : words.upTo(visitors),
          )}
          help={words.usesHelp}
        />
      )}
      <PasswordField
        label={words.password}
        help={words.passwordHelp}
        value={draft.password}
        onChange={(password) => change({ password })}
        autoComplete="off"
        maxLength={1024}
        error={isChecked && isPasswordShort(draft) ? words.passwordShort : undefined}
      />
    </>
  )
}
