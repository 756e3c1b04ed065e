import { z } from 'zod'
import { conflictSchema, sha256Schema } from '#lib/contracts/http/common.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** Upload-Metadata as the vault reads it (docs/protocol/uploads.md); keys it does not know are kept and sent back. */
const metadataSchema = z.object({
  filename: z.string().min(1).max(1024),
  filetype: z.string().max(255).nullable().default(null),
  place: z.string().min(1).max(200),
  /** The folder, relative to the place. */
  path: z.string().max(4096).default(''),
  lastModified: z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .nullable()
    .default(null),
  sha256: sha256Schema.nullable().default(null),
  transferId: z.string().min(1).max(128).nullable().default(null),
  conflict: conflictSchema.default('keep'),
})
export type UploadMetadata = z.output<typeof metadataSchema>

/** The names under which other tus clients send the same. */
const ALIASES = [
  ['name', 'filename'],
  ['type', 'filetype'],
] as const

const KEY = /^[!-+\--~]+$/
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const MAX_PAIRS = 32

/** @throws VaultError `upload_metadata_invalid` with the key and the reason */
export function readUploadMetadata(header: string): UploadMetadata {
  const pairs = parsePairs(header)
  for (const [alias, key] of ALIASES) {
    const value = pairs.get(alias)
    if (value !== undefined && !pairs.has(key)) pairs.set(key, value)
  }
  // A key without a value says nothing, and must not pass for an empty name.
  const known = Object.keys(metadataSchema.shape).flatMap((key) => {
    const value = pairs.get(key)
    return value === undefined || value === '' ? [] : [[key, value]]
  })
  const parsed = metadataSchema.safeParse(Object.fromEntries(known))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(issue?.message ?? 'not allowed', issue?.path.join('.'))
}

/** tus 1.0.0, creation: comma-separated pairs of an ASCII key and a base64 value; keys are unique. */
function parsePairs(header: string): Map<string, string> {
  const pairs = new Map<string, string>()
  const parts = header.trim() === '' ? [] : header.split(',')
  if (parts.length > MAX_PAIRS) throw invalid('too many keys')
  for (const part of parts) {
    const [key = '', value = '', ...more] = part.trim().split(' ')
    if (!KEY.test(key) || more.length > 0) throw invalid('a key and a base64 value, separated by one space')
    // These name things every object has; nothing good sends them.
    if (key in Object.prototype) throw invalid('reserved key', key)
    if (!BASE64.test(value)) throw invalid('not base64', key)
    if (pairs.has(key)) throw invalid('twice', key)
    pairs.set(key, decodeText(value, key))
  }
  return pairs
}

function decodeText(base64: string, key: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'))
  } catch (cause) {
    throw new VaultError('upload_metadata_invalid', { details: { key, reason: 'not UTF-8' }, cause })
  }
}

const invalid = (reason: string, key?: string) =>
  new VaultError('upload_metadata_invalid', { details: key === undefined ? { reason } : { key, reason } })
