import { kind, NOT_ALLOWED, type ValueKind } from './value-kinds.ts'

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
    return label.length <= 60 && label !== 'localhost' && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(label)
      ? label
      : NOT_ALLOWED
  })
}
