import { z } from 'zod'
import { roomNameSchema, sizeSchema, timeSchema } from './common.ts'
import { route } from './route.ts'

/** Beside admins, who always are: nobody, whoever is signed in, or everybody at home. */
export const driveOpenToSchema = z.enum(['admins', 'accounts', 'everybody'])
export type DriveOpenTo = z.output<typeof driveOpenToSchema>

/** A drive as an admin sees it. */
export const driveViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string().describe('its folder on the machine of the vault, as it was named'),
  foundAt: z.string().nullable().describe('where it is mounted now, when that is another path'),
  openTo: driveOpenToSchema,
  writable: z.boolean(),
  isThere: z.boolean().describe('false while it is unplugged or does not answer'),
  lastSeenAt: timeSchema.nullable(),
  filesystem: z.string().nullable().describe('such as ext4, exfat or nfs4'),
  isWatched: z.boolean().describe('changes by hand tell themselves; else the drive is looked through again and again'),
  named: z.boolean().describe('persist.json names it, by hand or after --drive'),
  entryCount: z.number().int(),
  sizeBytes: sizeSchema,
  indexedAt: timeSchema.nullable().describe('null until it was looked through once'),
  job: z.string().nullable().describe('the job that looks through it now'),
})
export type DriveView = z.output<typeof driveViewSchema>

const drivePathSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path')
const driveFields = { openTo: driveOpenToSchema, writable: z.boolean() }
const driveParams = z.object({ place: z.string().min(1).max(200).describe('id or slug') })
const rule = { kind: 'vault', action: 'settings.manage' } as const

export const driveRoutes = {
  list: route('drives.list', 'GET /api/drives', {
    summary: 'Every drive, whether it is there, and how far it is known.',
    rule,
    response: z.object({ drives: z.array(driveViewSchema) }),
  }),
  add: route('drives.add', 'POST /api/drives', {
    summary: 'Shows a folder of this machine as a drive; at first to admins, and read-only.',
    rule,
    body: z.object(driveFields).partial().extend({ path: drivePathSchema, name: roomNameSchema.optional() }),
    response: driveViewSchema,
    status: 201,
  }),
  change: route('drives.change', 'PATCH /api/drives/:place', {
    summary: 'Renames a drive, opens or closes it, or lets the household write to it.',
    rule,
    params: driveParams,
    body: z.object({ ...driveFields, name: roomNameSchema }).partial(),
    response: driveViewSchema,
  }),
  remove: route('drives.remove', 'DELETE /api/drives/:place', {
    summary: 'The vault forgets a drive; no file on it is touched. `confirm` is its name.',
    rule,
    params: driveParams,
    query: z.object({ confirm: z.string().max(200) }),
  }),
  index: route('drives.index', 'POST /api/drives/:place/index', {
    summary: 'Looks through a drive now.',
    rule,
    params: driveParams,
    response: driveViewSchema,
  }),
}
