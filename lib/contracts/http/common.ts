import { z } from 'zod'

export const roleSchema = z.enum(['admin', 'editor', 'viewer'])
export const guestRoleSchema = z.enum(['viewer', 'editor'])
export const accessSchema = z.enum(['lan', 'password', 'accounts', 'names'])
export const conflictSchema = z.enum(['keep', 'replace', 'skip'])
export const glazeSchema = z.enum(['clay', 'ochre', 'moss', 'lake', 'dusk', 'plum', 'rose', 'stone'])
/** Icons a room may wear; names of lucide icons. */
export const roomIconSchema = z.enum([
  'home',
  'flower',
  'clapperboard',
  'graduation-cap',
  'music',
  'tree-pine',
  'camera',
  'book-open',
  'briefcase',
  'utensils',
  'plane',
  'heart',
])

export type Access = z.output<typeof accessSchema>
export type Conflict = z.output<typeof conflictSchema>

/**
 * A person's name: 1 to 64 characters after trimming, no control or direction characters, no half of a surrogate pair.
 */
export const accountNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]+$/u, 'no control characters')
export const newPasswordSchema = z.string().min(8).max(1024)
/** A password somebody types at a door: any length is answered the same way. */
export const typedPasswordSchema = z.string().min(1).max(1024)
export const roomPasswordSchema = z.string().min(4).max(1024)
export const roomNameSchema = z.string().trim().min(1).max(64)
export const sizeSchema = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
export const timeSchema = z.number().int().describe('milliseconds since 1970')
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hex')

export const placeParams = z.object({ place: z.string().min(1).max(200).describe('id or slug') })
export const entryParams = z.object({ entry: z.string().min(1).max(64) })
export const uploadParams = z.object({ upload: z.string().min(1).max(64) })
export const accountParams = z.object({ account: z.string().min(1).max(64) })
export const sessionParams = z.object({ session: z.string().min(1).max(64) })
export const jobParams = z.object({ job: z.string().min(1).max(64) })

/** RFC 9457 problem document; every error of the vault has this shape. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string().describe('what is wrong'),
  status: z.number().int(),
  code: z.string().describe('from the closed list in lib/core/errors'),
  detail: z.string().describe('what to do'),
  requestId: z.string().optional(),
})

/** Who did something, as shown to a person. */
export const personSchema = z.object({
  kind: z.enum(['account', 'guest', 'disk']),
  id: z.string(),
  name: z.string().describe('empty for guests and for files put into the folder by hand'),
  self: z.boolean(),
})
export type PersonView = z.output<typeof personSchema>
