import { utf8Length } from '../bytes/utf8.ts'
import { checkName, isListable, type NameProblem, safeName } from './safe-name.ts'

const MAX_PATH_DEPTH = 64
const MAX_PATH_BYTES = 4096

/** Odd names become shorter when they are mapped; beyond this the path is too long all the same. */
const MAX_RAW_UNITS = 4 * MAX_PATH_BYTES

export type PathProblem = NameProblem | 'absolute' | 'too_deep' | 'path_too_long'

/** A path inside a place: names from its root, none for the root itself. Joined with "/" they are the path again. */
export type CheckedPath = { kind: 'ok'; segments: string[] } | { kind: 'bad'; reason: PathProblem }

/**
 * The rule for paths that are to be created or named by a client: relative, "/" between names, "" for the root;
 * empty, "." and ".." segments, backslashes and every name that checkName refuses are refused.
 */
export function checkPath(path: string): CheckedPath {
  return withSegments(path, (raw) => {
    const segments: string[] = []
    for (const segment of raw) {
      const checked = checkName(segment)
      if (checked.kind === 'bad') return checked
      segments.push(checked.name)
    }
    return { kind: 'ok', segments }
  })
}

/**
 * The same structure for paths of folders that exist: people make folders on the disk with names that checkName
 * refuses, and must be able to open them. The segments come back as they were given, not normalised.
 */
export function checkListedPath(path: string): CheckedPath {
  return withSegments(path, (segments) => {
    const unlisted = segments.find((segment) => !isListable(segment))
    if (unlisted === undefined) return { kind: 'ok', segments }
    const checked = checkName(unlisted)
    return { kind: 'bad', reason: checked.kind === 'bad' ? checked.reason : 'too_long' }
  })
}

/**
 * For the folders of an upload: odd names are mapped by safeName, so that a folder dragged in from any system arrives,
 * and doubled or trailing slashes are skipped. What points elsewhere ("..", "\", NUL, a leading "/") is still refused.
 */
export function safePath(raw: string): CheckedPath {
  if (raw.startsWith('/')) return { kind: 'bad', reason: 'absolute' }
  if (raw.length > MAX_RAW_UNITS) return { kind: 'bad', reason: 'path_too_long' }
  const names = raw.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (names.includes('..')) return { kind: 'bad', reason: 'dot' }
  if (raw.includes('\\')) return { kind: 'bad', reason: 'separator' }
  if (raw.includes('\0')) return { kind: 'bad', reason: 'control' }
  if (names.length > MAX_PATH_DEPTH) return { kind: 'bad', reason: 'too_deep' }
  return checkPath(names.map(safeName).join('/'))
}

/** Appends names to a path; the path may be "" (the root). */
export function joinPath(path: string, ...names: readonly string[]): string {
  return [path, ...names].filter((part) => part !== '').join('/')
}

/** The folder that holds the entry at `path`; null for the root, which nothing holds. */
export function parentPath(path: string): string | null {
  return path === '' ? null : path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function withSegments(path: string, read: (segments: string[]) => CheckedPath): CheckedPath {
  if (path === '') return { kind: 'ok', segments: [] }
  if (path.startsWith('/')) return { kind: 'bad', reason: 'absolute' }
  if (utf8Length(path) > MAX_PATH_BYTES) return { kind: 'bad', reason: 'path_too_long' }
  const segments = path.split('/')
  if (segments.length > MAX_PATH_DEPTH) return { kind: 'bad', reason: 'too_deep' }
  return read(segments)
}
