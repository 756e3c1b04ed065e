import { kind, NOT_ALLOWED, type ValueKind } from './value-kinds.ts'

/** A label has 63 bytes; a name that is taken gets a number of up to four digits behind it. */
const MAX_CHARACTERS = 58

/** One label of a name below `.local`; `null` means no name. */
export function localName(): ValueKind<string | null> {
  return kind('a name of letters, digits and hyphens such as hearth (for hearth.local), or "off"', (raw) => {
    if (raw === null || raw === 'off' || raw === 'none') return null
    const label =
      typeof raw === 'string'
        ? raw
            .trim()
            .toLowerCase()
            .replace(/\.local\.?$/, '')
        : ''
    return label.length <= MAX_CHARACTERS && label !== 'localhost' && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(label)
      ? label
      : NOT_ALLOWED
  })
}
