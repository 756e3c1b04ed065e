import { z } from 'zod'
import { roomPasswordSchema } from '#lib/contracts/http/common.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { didYouMean } from './closest-word.ts'
import { parseJsonc } from './parse-jsonc.ts'
import { SETTING_KEYS, SETTINGS } from './settings.ts'

const HASH = /^\$argon2id\$v=\d+\$[\w=,]+\$[\w+/]+\$[\w+/]+$/
const roomKey = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^/\\\p{Cc}\p{Cf}]+$/u, 'a room name without slashes')

const driveSchema = z.strictObject({
  path: SETTINGS.dataPath.kind.schema,
  display: z.string().trim().min(1).max(64).optional(),
})
const hashedSchema = z.strictObject({ hash: z.string().regex(HASH, 'an argon2id hash that the vault wrote') })
const passwordSchema = z.union([roomPasswordSchema, hashedSchema])
const PASSWORD_ALLOWED = 'a password of 4 to 1024 characters, or the { "hash": ... } that the vault made of one'

function settingsShape(): Record<string, z.ZodOptional<z.ZodType>> {
  const shape: Record<string, z.ZodOptional<z.ZodType>> = {}
  for (const key of SETTING_KEYS) {
    const { file, kind } = SETTINGS[key]
    if (file !== null) shape[file] = kind.schema.optional()
  }
  return shape
}

/** The whole of persist.json. A missing section changes nothing; an unknown key is an error. */
const persistSchema = z.strictObject({
  settings: z.strictObject(settingsShape()).optional(),
  drives: z.record(z.string().trim().min(1).max(64), driveSchema).optional(),
  passwords: z.record(roomKey, passwordSchema).optional(),
  readonly_rooms: z.array(roomKey).optional(),
})

/**
 * What persist.json says, checked. `settings` holds the values as written: loadConfig reads them beside flags and
 * environment.
 */
export interface PersistData {
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  readonly drives?:
    | Readonly<Record<string, { readonly path: string; readonly display?: string | undefined }>>
    | undefined
  readonly passwords?: Readonly<Record<string, string | { readonly hash: string }>> | undefined
  readonly readonly_rooms?: readonly string[] | undefined
}

/**
 * Checks the text of persist.json.
 * @throws StartRefusal `config`, naming the line, the key, the value and what is allowed
 */
export function parsePersistText(text: string, path: string): PersistData {
  const parsed = parseJsonc(text)
  if (parsed.kind === 'invalid') throw refusal(path, [`line ${parsed.line}: ${parsed.reason}.`])
  const checked = persistSchema.safeParse(parsed.value)
  if (!checked.success) {
    throw refusal(
      path,
      checked.error.issues.flatMap((issue) =>
        sayIssue(issue, parsed.value).map((text) => `line ${parsed.lineOf(issue.path)}: ${text}`),
      ),
    )
  }
  const settings = (parsed.value as PersistData).settings // its shape was checked on the line above
  return { ...checked.data, ...(settings === undefined ? {} : { settings }) }
}

function refusal(path: string, problems: readonly string[]): StartRefusal {
  return new StartRefusal(
    'config',
    [`${path} cannot be used:`, ...problems.map((problem) => `  ${problem}`)].join('\n'),
  )
}

function sayIssue(issue: z.core.$ZodIssue, root: unknown): string[] {
  const where = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path)
    return issue.keys.map(
      (key) =>
        `the key "${[...issue.path.map(String), key].join('.')}" is unknown.${didYouMean(key, known)} Allowed: ${known.join(', ')}.`,
    )
  }
  const value = valueAt(root, issue.path)
  const shown = issue.path[0] === 'passwords' ? '' : ` is ${JSON.stringify(value) ?? 'missing'}, which`
  const allowed = sayAllowed(issue)
  if (issue.path[0] === 'passwords' && issue.path.length > 1 && issue.code !== 'invalid_key') {
    return [`"${where}" is not allowed. Allowed: ${PASSWORD_ALLOWED}.`]
  }
  return [`"${where || 'the file'}"${shown} is not allowed. Allowed: ${allowed}.`]
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'an object { ... }',
  record: 'an object { ... }',
  array: 'an array [ ... ]',
  string: 'a text in quotes',
}

function sayAllowed(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return 'names of 1 to 64 characters without slashes'
  return issue.code === 'invalid_type' ? (TYPE_WORDS[issue.expected] ?? issue.expected) : issue.message
}

function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(persistSchema.shape)
  if (path[0] === 'settings') return Object.keys(settingsShape())
  return path[0] === 'drives' ? ['path', 'display'] : ['hash']
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key] // an own key of an object
  }
  return value
}
