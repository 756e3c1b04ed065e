'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { classNames } from './class-names.ts'
import { FieldError } from './FieldError.tsx'
import { FIELD, FIELD_BOX, FIELD_HELP, FIELD_LABEL } from './field-styles.ts'
import { Icon } from './Icon.tsx'

export interface SelectProps<K extends string> {
  label: string
  /** Shows the label to screen readers only, as in a table. */
  hideLabel?: boolean
  value: K | null
  onChange: (value: K) => void
  options: readonly { id: K; label: string; isDisabled?: boolean }[]
  placeholder?: string
  help?: string | undefined
  error?: string | undefined
  isDisabled?: boolean
  className?: string
}

export function Select<K extends string>(props: SelectProps<K>) {
  const { label, hideLabel, value, onChange, options, placeholder, help, error, isDisabled = false, className } = props
  return (
    <AriaSelect
      value={value}
      // The keys are the ids given in `options`, so K is what comes back.
      onChange={(key) => key !== null && onChange(key as K)}
      isInvalid={error !== undefined}
      isDisabled={isDisabled}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(hideLabel ? { 'aria-label': label } : {})}
      className={classNames(FIELD, className)}
    >
      {hideLabel ? null : <Label className={FIELD_LABEL}>{label}</Label>}
      <Button
        className={classNames(FIELD_BOX, 'flex items-center justify-between gap-2 px-3.5 text-left press-motion')}
      >
        <SelectValue className="truncate data-placeholder:text-ink3">
          {({ selectedText, defaultChildren, isPlaceholder }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <Icon of={ChevronDown} size={18} className="text-ink2" />
      </Button>
      <FieldError>{error}</FieldError>
      {help !== undefined && error === undefined ? (
        <Text slot="description" className={FIELD_HELP}>
          {help}
        </Text>
      ) : null}
      <Popover
        offset={6}
        className="min-w-(--trigger-width) overflow-auto rounded-card border border-hair bg-raised p-1.5 shadow-float overlay-pop"
      >
        <ListBox items={options} className="outline-none">
          {(option) => (
            <ListBoxItem
              textValue={option.label}
              isDisabled={option.isDisabled ?? false}
              className="group flex h-9 items-center justify-between gap-4 rounded-row px-2.5 text-body text-ink coarse:h-12 data-disabled:text-ink3 data-focused:bg-hair"
            >
              {option.label}
              <Icon of={Check} size={16} className="invisible text-ember-ink group-data-selected:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
