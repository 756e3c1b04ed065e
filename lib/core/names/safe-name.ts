import { utf8Length, utf8Prefix } from '../bytes/utf8.ts'
import { foldCase, withoutInvisible } from './name-key.ts'
import { MAX_NAME_BYTES, splitExtension } from './split-name.ts'

/** Why a name is refused. The client has a sentence for each. */
export type NameProblem =
  | 'empty'
  | 'dot'
  | 'too_long'
  | 'separator'
  | 'control'
  | 'bidi'
  | 'surrogate'
  | 'character'
  | 'reserved'
  | 'hidden_reserved'
  | 'leading'
  | 'trailing'

export type CheckedName = { kind: 'ok'; name: string } | { kind: 'bad'; reason: NameProblem }

// Line and paragraph separators break logs and lists like the control characters do.
const CONTROL = /[\p{Cc}\u2028\u2029]/u
/** Overrides, embeddings and isolates, which make "gpj.exe" read "exe.jpg". The marks of Hebrew and Arabic stay. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u
const UNSEEN = new RegExp(`${CONTROL.source}|${BIDI.source}`, 'gu')
const SURROGATE = /\p{Cs}/u
/** Not possible on NTFS, exFAT and SMB: a vault must be able to move there. */
const WINDOWS_CHARACTER = /[<>:"|?*]/u
/** Device names of Windows, with any extension and with spaces before it. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/iu
/** Our own folder at the root of a place, also under the short name that NTFS gives it. */
const OWN_FOLDER = /^(?:\.hearth|hearth~\d+(?:\.|$))/u

/** Longer text is no name in any normalisation; normalising it could take seconds (marks are sorted). */
const MAX_RAW_UNITS = 2048

/** The rule for names that people choose (rename, new folder): allowed as it is, normalised to NFC, or refused. */
export function checkName(raw: string): CheckedName {
  if (raw.length > MAX_RAW_UNITS) return { kind: 'bad', reason: 'too_long' }
  const name = raw.normalize('NFC')
  const reason = findProblem(name)
  return reason === null ? { kind: 'ok', name } : { kind: 'bad', reason }
}

function findProblem(name: string): NameProblem | null {
  if (isBlank(name)) return 'empty'
  if (name === '.' || name === '..') return 'dot'
  if (/[/\\]/u.test(name)) return 'separator'
  if (CONTROL.test(name)) return 'control'
  if (SURROGATE.test(name)) return 'surrogate'
  if (BIDI.test(name)) return 'bidi'
  if (WINDOWS_CHARACTER.test(name)) return 'character'
  if (/^\s/u.test(name)) return 'leading'
  if (/[\s.]$/u.test(name)) return 'trailing'
  if (isOwnFolder(name)) return 'hidden_reserved'
  if (WINDOWS_DEVICE.test(name)) return 'reserved'
  if (utf8Length(name) > MAX_NAME_BYTES) return 'too_long'
  return null
}

/**
 * Whether a name found on a disk may be listed. Laxer than checkName, for people put files there by other programs,
 * with names that Linux takes; what could leave its folder, hide our own one or not be sent as text stays out.
 */
export function isListable(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/u.test(name)) return false
  return !SURROGATE.test(name) && !isOwnFolder(name) && utf8Length(name) <= MAX_NAME_BYTES
}

/**
 * Maps any string to an allowed, readable name, always the same one: an upload is never lost for its name.
 * A name that checkName allows comes back as it is (in NFC).
 */
export function safeName(raw: string): string {
  const bounded = raw.length > MAX_RAW_UNITS ? raw.slice(0, MAX_RAW_UNITS - 128) + raw.slice(-128) : raw
  const replaced = bounded
    .normalize('NFC')
    .replace(/[\t\r\n\u2028\u2029]+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/"/gu, "'")
    .replace(/[/\\<>:|?*]|\p{Cs}/gu, '_')
    .normalize('NFC')
  const name = shortened(replaced.replace(/^\s+/u, ''))
  if (isBlank(name)) return 'unnamed'
  return isOwnFolder(name) || WINDOWS_DEVICE.test(name) ? shortened(`_${name}`) : name
}

function shortened(name: string): string {
  return withoutTrailing(utf8Length(name) <= MAX_NAME_BYTES ? name : cutStem(name))
}

function cutStem(name: string): string {
  const { stem, extension } = splitExtension(withoutTrailing(name))
  return utf8Prefix(stem, MAX_NAME_BYTES - utf8Length(extension)) + extension
}

function withoutTrailing(name: string): string {
  let end = name.length
  // Not a regular expression: "[\s.]+$" is quadratic in a row of blanks.
  while (end > 0 && /[\s.]/u.test(name.charAt(end - 1))) end--
  return name.slice(0, end)
}

function isBlank(name: string): boolean {
  return withoutInvisible(name).trim() === ''
}

/** HFS+ skips invisible characters when it compares, so "\u200c.hearth" would open our folder there. */
function isOwnFolder(name: string): boolean {
  return OWN_FOLDER.test(foldCase(withoutInvisible(name).normalize('NFD')))
}
