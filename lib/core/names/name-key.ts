/**
 * Unicode full case folding without a table: lower first, because the capital sharp s has no upper case of its own,
 * then upper, because it expands (sharp s becomes SS), then lower again for keys that read well.
 */
export function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase()
}

/**
 * The key under which two names collide on any filesystem: equal keys mean that ext4, APFS, HFS+, NTFS or exFAT may
 * take them for one entry. Composition (NFC, NFD), case and invisible characters, which HFS+ skips, do not count.
 * Opaque: compare it, never show it and never use it as a name.
 */
export function nameKey(name: string): string {
  return foldCase(withoutInvisible(name).normalize('NFD')).normalize('NFC')
}

/** Joiners, variation selectors, fillers and their like: they take part in a name without being seen. */
export function withoutInvisible(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}
