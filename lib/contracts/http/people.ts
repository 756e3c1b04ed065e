import { z } from 'zod'
import {
  accountNameSchema,
  accountParams,
  newPasswordSchema,
  roleSchema,
  sessionParams,
  sizeSchema,
  timeSchema,
  typedPasswordSchema,
} from './common.ts'
import { route } from './route.ts'

export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  disabled: z.boolean(),
  quotaBytes: sizeSchema.nullable(),
  usedBytes: sizeSchema,
  createdAt: timeSchema,
  lastSeenAt: timeSchema.nullable(),
})
export type AccountView = z.output<typeof accountViewSchema>

export const listedAccountSchema = accountViewSchema.extend({
  entryCount: z.number().int().describe('files and folders this person added, those in the trash too'),
})
export type ListedAccount = z.output<typeof listedAccountSchema>

export const sessionRowSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  kind: z.enum(['browser', 'program']),
  label: z.string().describe('browser or program, as it named itself'),
  address: z.string(),
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
  expiresAt: timeSchema,
  current: z.boolean(),
})
export type SessionRow = z.output<typeof sessionRowSchema>

export const tokenPairSchema = z.object({
  accessToken: z.string(),
  accessExpiresAt: timeSchema,
  refreshToken: z.string(),
  refreshExpiresAt: timeSchema,
})

export const peopleRoutes = {
  createToken: route('tokens.create', 'POST /api/tokens', {
    summary: 'Tokens for a program: by name and password, or by a refresh token (each is used once).',
    rule: { kind: 'public' },
    bucket: 'token',
    body: z.discriminatedUnion('grant', [
      z.object({
        grant: z.literal('password'),
        name: z.string().min(1).max(200),
        password: typedPasswordSchema,
        label: z.string().trim().max(100).default(''),
      }),
      z.object({ grant: z.literal('refresh'), refreshToken: z.string().min(1).max(200) }),
    ]),
    response: tokenPairSchema,
    status: 201,
  }),
  revokeToken: route('tokens.revoke', 'DELETE /api/tokens/current', {
    summary: 'Ends the session of the bearer token of this request.',
    rule: { kind: 'account' },
  }),
  changePassword: route('me.password', 'PUT /api/me/password', {
    summary: 'Changes the own password and ends all other sessions.',
    rule: { kind: 'account' },
    bucket: 'sign-in',
    body: z.object({ current: typedPasswordSchema, next: newPasswordSchema }),
  }),
  mySessions: route('me.sessions', 'GET /api/me/sessions', {
    summary: 'The own sessions.',
    rule: { kind: 'account' },
    response: z.object({ sessions: z.array(sessionRowSchema) }),
  }),
  endMySessions: route('me.sessions.end', 'DELETE /api/me/sessions', {
    summary: 'Sign out everywhere; `keep=current` keeps this session.',
    rule: { kind: 'account' },
    query: z.object({ keep: z.enum(['none', 'current']).default('none') }),
    response: z.object({ ended: z.number().int() }),
  }),
  endMySession: route('me.session.end', 'DELETE /api/me/sessions/:session', {
    summary: 'Ends one of the own sessions.',
    rule: { kind: 'account' },
    params: sessionParams,
  }),
  myOpenings: route('me.openings', 'GET /api/me/openings', {
    summary: 'When an admin looked into the own private room, the newest first.',
    rule: { kind: 'account' },
    response: z.object({ openings: z.array(z.object({ at: timeSchema, byName: z.string() })) }),
  }),
  accounts: route('accounts.list', 'GET /api/accounts', {
    summary: 'All accounts.',
    rule: { kind: 'vault', action: 'accounts.manage' },
    response: z.object({ accounts: z.array(listedAccountSchema) }),
  }),
  createAccount: route('accounts.create', 'POST /api/accounts', {
    summary: 'Creates an account and its private room.',
    rule: { kind: 'vault', action: 'accounts.manage' },
    body: z.object({
      name: accountNameSchema,
      password: newPasswordSchema,
      role: roleSchema,
      quotaBytes: sizeSchema.nullable().default(null),
    }),
    response: accountViewSchema,
    status: 201,
  }),
  changeAccount: route('accounts.change', 'PATCH /api/accounts/:account', {
    summary: 'Changes name, role, password, quota, or switches the account off; ends its sessions where that matters.',
    rule: { kind: 'vault', action: 'accounts.manage' },
    params: accountParams,
    body: z
      .object({
        name: accountNameSchema,
        role: roleSchema,
        password: newPasswordSchema,
        disabled: z.boolean(),
        quotaBytes: sizeSchema.nullable(),
      })
      .partial(),
    response: accountViewSchema,
  }),
  deleteAccount: route('accounts.delete', 'DELETE /api/accounts/:account', {
    summary: 'Deletes an account; its files stay, or go to another account. Ends its sessions, tokens and links.',
    rule: { kind: 'vault', action: 'accounts.manage' },
    params: accountParams,
    query: z
      .object({ files: z.enum(['stay', 'transfer']), to: z.string().optional() })
      .refine((query) => query.files === 'stay' || query.to !== undefined, { path: ['to'], message: 'needed' }),
  }),
  openPersonal: route('accounts.open_personal', 'POST /api/accounts/:account/personal/open', {
    summary: 'An admin opens the private room of somebody; the act is logged, and shown to that person.',
    rule: { kind: 'vault', action: 'personal.open' },
    params: accountParams,
    response: z.object({ placeId: z.string(), until: timeSchema }),
  }),
  sessions: route('sessions.list', 'GET /api/sessions', {
    summary: 'All sessions of all accounts.',
    rule: { kind: 'vault', action: 'sessions.manage_any' },
    response: z.object({ sessions: z.array(sessionRowSchema) }),
  }),
  endSession: route('sessions.end', 'DELETE /api/sessions/:session', {
    summary: 'Ends a session of anybody.',
    rule: { kind: 'vault', action: 'sessions.manage_any' },
    params: sessionParams,
  }),
}
