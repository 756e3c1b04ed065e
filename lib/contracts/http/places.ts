import { z } from 'zod'
import {
  accessSchema,
  glazeSchema,
  guestRoleSchema,
  placeParams,
  roomIconSchema,
  roomNameSchema,
  roomPasswordSchema,
  sizeSchema,
  timeSchema,
  typedPasswordSchema,
} from './common.ts'
import { route } from './route.ts'

/** A place as a caller sees it. A locked room shows its name and door, nothing of what is inside. */
export const placeViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['room', 'personal', 'drive']),
  slug: z.string().nullable(),
  name: z.string(),
  access: accessSchema,
  locked: z.boolean().describe('the caller must give the password first'),
  readOnly: z.boolean(),
  // What a browser keeps of an older vault has none.
  offline: z.boolean().default(false).describe('a drive that is not there right now; its entries stay listed'),
  guestRole: guestRoleSchema,
  glaze: glazeSchema,
  icon: roomIconSchema,
  ownerName: z.string().nullable().describe('of a personal room'),
  entryCount: z.number().int().nullable(),
  sizeBytes: sizeSchema.nullable(),
  may: z.object({
    enter: z.boolean(),
    upload: z.boolean(),
    change: z.boolean(),
    deleteAny: z.boolean(),
    seeTrash: z.boolean(),
    purgeAny: z.boolean().describe('delete for good what others put there'),
    manage: z.boolean(),
    chat: z.boolean(),
    share: z.boolean().describe('give share links to whatever lies here'),
    shareOwn: z.boolean().describe('give share links to what is the own'),
  }),
  unlockedUntil: timeSchema.nullable(),
  unlockedForMs: z
    .number()
    .int()
    .nullable()
    // What a browser keeps of an older vault has none.
    .default(null)
    .describe('how long that is by the clock of the vault'),
})
export type PlaceView = z.output<typeof placeViewSchema>

export const roomSettingsSchema = z.object({
  name: roomNameSchema,
  access: accessSchema,
  guestRole: guestRoleSchema,
  readOnly: z.boolean(),
  memberIds: z.array(z.string()),
  hasPassword: z.boolean(),
  glaze: glazeSchema,
  icon: roomIconSchema,
  quotaBytes: sizeSchema.nullable(),
  guestQuotaBytes: sizeSchema.nullable(),
  viewersShare: z.boolean().describe('viewers give share links to what is theirs'),
})

const roomFields = {
  access: accessSchema,
  password: roomPasswordSchema,
  guestRole: guestRoleSchema,
  readOnly: z.boolean(),
  memberIds: z.array(z.string()).max(500),
  glaze: glazeSchema,
  icon: roomIconSchema,
  quotaBytes: sizeSchema.nullable(),
  guestQuotaBytes: sizeSchema.nullable(),
  viewersShare: z.boolean(),
}

export const placeRoutes = {
  list: route('places.list', 'GET /api/places', {
    summary: 'The places the caller may see.',
    rule: { kind: 'public' },
    response: z.object({ places: z.array(placeViewSchema) }),
  }),
  get: route('places.get', 'GET /api/places/:place', {
    summary: 'One place, by id or slug.',
    rule: { kind: 'place', action: 'place.see' },
    bucket: 'look-up',
    params: placeParams,
    response: placeViewSchema,
  }),
  createRoom: route('rooms.create', 'POST /api/rooms', {
    summary: 'Creates a room.',
    rule: { kind: 'vault', action: 'room.create' },
    body: z
      .object(roomFields)
      .partial()
      .extend({ name: roomNameSchema, access: accessSchema })
      .refine((body) => body.access !== 'password' || body.password !== undefined, {
        path: ['password'],
        message: 'needed when the room is entered by a password',
      }),
    response: placeViewSchema,
    status: 201,
  }),
  roomSettings: route('rooms.settings', 'GET /api/rooms/:place/settings', {
    summary: 'Everything that can be changed about a room.',
    rule: { kind: 'place', action: 'place.manage' },
    params: placeParams,
    response: roomSettingsSchema,
  }),
  changeRoom: route('rooms.change', 'PATCH /api/rooms/:place', {
    summary: 'Renames a room or changes its door; a new password ends all grants at once.',
    rule: { kind: 'place', action: 'place.manage' },
    params: placeParams,
    body: z.object(roomFields).partial().extend({ name: roomNameSchema.optional() }),
    response: placeViewSchema,
  }),
  deleteRoom: route('rooms.delete', 'DELETE /api/rooms/:place', {
    summary: 'Deletes a room with all its files; `confirm` is its name.',
    rule: { kind: 'place', action: 'place.manage' },
    params: placeParams,
    query: z.object({ confirm: z.string().max(200) }),
  }),
  unlock: route('rooms.unlock', 'POST /api/rooms/:place/unlock', {
    summary: 'Opens a room by its password for an hour; a program may ask for the grant in the body.',
    rule: { kind: 'place', action: 'place.see' },
    bucket: 'unlock',
    params: placeParams,
    body: z.object({
      password: typedPasswordSchema,
      grantIn: z.enum(['cookie', 'body']).default('cookie').describe('"body" only without an Origin header'),
    }),
    response: z.object({ until: timeSchema, grant: z.string().optional() }),
  }),
  leave: route('rooms.leave', 'DELETE /api/rooms/:place/unlock', {
    summary: 'Gives the own grant of a room back.',
    rule: { kind: 'place', action: 'place.see' },
    params: placeParams,
  }),
}
