import { z } from 'zod'
import { warningSchema } from './admin.ts'
import {
  accessSchema,
  accountNameSchema,
  newPasswordSchema,
  roleSchema,
  roomPasswordSchema,
  timeSchema,
} from './common.ts'
import { route } from './route.ts'

export const healthSchema = z.object({
  status: z.enum(['ok', 'attention', 'stopping']).describe('attention: it works, and an admin should look at it'),
  version: z.string(),
  uptimeSeconds: z.number(),
  warnings: z.array(warningSchema).optional().describe('for admins: what needs a look'),
})

export type Health = z.output<typeof healthSchema>

/** What the page must know before it draws anything: who is there, and what the vault allows. */
export const sessionViewSchema = z.object({
  vault: z.object({
    name: z.string(),
    version: z.string(),
    setupNeeded: z.boolean(),
    plainHttpAllowed: z.boolean().describe('--allow-http: the page shows a warning when it was loaded over http'),
    maxFileBytes: z.number().nullable(),
    uploadKeepDays: z.number(),
    reach: z
      .object({
        publicUrl: z.string().nullable(),
        lanHost: z.string().nullable().describe('where the vault is reached in the home network'),
        httpsPort: z.number().int().nullable(),
        httpPort: z.number().int().nullable(),
        linksOnPlainHttp: z.boolean(),
      })
      .describe('what share links and QR codes are made with'),
  }),
  principal: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nobody') }),
    z.object({ kind: z.literal('guest'), deviceId: z.string() }),
    z.object({
      kind: z.literal('account'),
      accountId: z.string(),
      name: z.string(),
      role: roleSchema,
      sessionId: z.string(),
      personalPlaceId: z.string(),
    }),
  ]),
  may: z.object({ createRooms: z.boolean(), administer: z.boolean() }),
  now: timeSchema,
})
export type SessionView = z.output<typeof sessionViewSchema>

export const setupBodySchema = z
  .object({
    code: z.string().min(1).max(64),
    name: accountNameSchema,
    password: newPasswordSchema,
    mainAccess: accessSchema.exclude(['names']).default('accounts'),
    mainPassword: roomPasswordSchema.optional(),
  })
  .refine((body) => body.mainAccess !== 'password' || body.mainPassword !== undefined, {
    path: ['mainPassword'],
    message: 'needed when main is entered by a password',
  })

const keepDaysSchema = z.number().int().min(1).max(3650).nullable()

/** Without path, query or sign-in: "https://vault.example:8443". */
const publicUrlSchema = z
  .string()
  .trim()
  .max(300)
  .regex(
    /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/,
    'http:// or https://, a name in small letters, perhaps a port',
  )

export const settingsSchema = z.object({
  vaultName: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]+$/u, 'no control characters'),
  editorsMayCreateRooms: z.boolean(),
  onlyAdminsDelete: z.boolean().describe('except in the own private room'),
  trashKeepDays: keepDaysSchema.describe('after that many days what was deleted is gone; null: never'),
  versionKeepDays: keepDaysSchema.describe('an older content is kept that long; null: for ever'),
  versionKeepCount: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .describe('so many older contents of one file; null: all'),
  accessKeepDays: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .describe('lines of the access log are kept that long; 0: none, totals alone'),
  linksAllowed: z.boolean().describe('off: nobody makes share links, and those there are stay shut'),
  linksOnPlainHttp: z.boolean().describe('share links open over plain http too, where everybody can read along'),
  publicUrl: publicUrlSchema
    .nullable()
    .describe('what share links and QR codes begin with; null: as the page was opened'),
})

/** What counts until an admin says otherwise; the name is that of the start. */
export const SETTINGS_DEFAULTS: Omit<z.output<typeof settingsSchema>, 'vaultName'> = {
  editorsMayCreateRooms: false,
  onlyAdminsDelete: false,
  trashKeepDays: 30,
  versionKeepDays: 90,
  versionKeepCount: 20,
  // A quarter of a year: long enough to ask who saw the pictures of the holidays, short enough to be forgotten.
  accessKeepDays: 90,
  linksAllowed: true,
  linksOnPlainHttp: false,
  publicUrl: null,
}

export const systemRoutes = {
  health: route('health', 'GET /api/health', {
    summary: 'Whether the vault answers, and whether all is well with it.',
    rule: { kind: 'public' },
    response: healthSchema,
  }),
  openapi: route('openapi', 'GET /api/openapi.json', {
    summary: 'This API as OpenAPI 3.1.',
    rule: { kind: 'public' },
    response: z.record(z.string(), z.unknown()),
  }),
  docs: route('docs', 'GET /api/docs', {
    kind: 'bytes',
    summary: 'This API as a page to read.',
    rule: { kind: 'public' },
  }),
  session: route('session', 'GET /api/session', {
    summary: 'Who is calling, and what the vault allows.',
    rule: { kind: 'public' },
    response: sessionViewSchema,
  }),
  setup: route('setup', 'POST /api/setup', {
    summary: 'Creates the first admin with the code from the console.',
    rule: { kind: 'setup' },
    bucket: 'sign-in',
    body: setupBodySchema,
    response: z.object({ accountId: z.string() }),
    status: 201,
  }),
  reportTrouble: route('log.client', 'POST /api/log/client', {
    summary: 'A page tells of a failure of its own; for the log.',
    rule: { kind: 'account' },
    body: z.object({
      message: z.string().min(1).max(500),
      stack: z.string().max(4000).default(''),
      page: z.string().max(200).default(''),
    }),
  }),
  settings: route('settings.get', 'GET /api/settings', {
    summary: 'Settings an admin changes in the page.',
    rule: { kind: 'vault', action: 'settings.manage' },
    response: settingsSchema,
  }),
  changeSettings: route('settings.change', 'PATCH /api/settings', {
    summary: 'Changes settings.',
    rule: { kind: 'vault', action: 'settings.manage' },
    body: settingsSchema.partial(),
    response: settingsSchema,
  }),
}
