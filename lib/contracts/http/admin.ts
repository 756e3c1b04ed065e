import { z } from 'zod'
import { jobParams, sizeSchema, timeSchema } from './common.ts'
import { route } from './route.ts'

export const logComponentSchema = z.enum(['http', 'uploads', 'database', 'sockets', 'jobs', 'auth', 'client', 'vault'])
export type LogComponent = z.output<typeof logComponentSchema>
/** From the loudest to the quietest; `silent` writes nothing. */
export const logLevelSchema = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
export type LogLevelName = z.output<typeof logLevelSchema>

export const logLineSchema = z.object({
  id: z.string().describe('where the line stands; unique'),
  at: timeSchema,
  level: logLevelSchema,
  component: z.string(),
  message: z.string(),
  details: z.string().describe('the rest of the line as JSON, "" when there is none'),
})
export type LogLine = z.output<typeof logLineSchema>

export const adminJobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  failureCode: z.string().nullable(),
  attempts: z.number().int(),
  resting: z.boolean().describe('queued or running, and held by the pause of the background'),
  askedBy: z.string().describe('name of an account, "" for guests and the vault itself'),
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
})
export type AdminJob = z.output<typeof adminJobSchema>

export const throttleSchema = z.object({
  paused: z.boolean().describe('nothing in the background begins or goes on; what people ask for still runs'),
  readMegabytesPerSecond: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .describe('hashing, backups and checks of all files together; null: as fast as it goes'),
})
export type Throttle = z.output<typeof throttleSchema>

const countsSchema = z.object({ queued: z.number().int(), running: z.number().int(), failed: z.number().int() })

export const warningSchema = z.object({
  code: z.enum([
    'config',
    'disk_low',
    'disk_full',
    'certificate_ends',
    'certificate_ended',
    'jobs_failed',
    'jobs_paused',
    'log_trouble',
    'backup_off',
    'backup_failed',
    'backup_incomplete',
    'backup_stale',
    'backup_unreachable',
    'files_damaged',
  ]),
  text: z.string().describe('a sentence of the vault, for `config`'),
  number: z
    .number()
    .nullable()
    .describe('bytes, days or how many, as the code says; of backups: days since the newest'),
})
export type VaultWarning = z.output<typeof warningSchema>

export const transferNowSchema = z.object({
  direction: z.enum(['up', 'down']),
  person: z.string().describe('"" for guests'),
  address: z.string(),
  bytes: sizeSchema.describe('on the wire so far'),
  bytesPerSecond: z.number(),
  startedAt: timeSchema,
})

export const overviewSchema = z.object({
  now: timeSchema,
  startedAt: timeSchema,
  versions: z.object({ hearth: z.string(), node: z.string(), sqlite: z.string(), system: z.string() }),
  memoryBytes: sizeSchema,
  disk: z.object({
    path: z.string(),
    totalBytes: sizeSchema,
    freeBytes: sizeSchema,
    roomsBytes: sizeSchema.describe('everything people keep, trash and versions too'),
    trashBytes: sizeSchema,
    versionsBytes: sizeSchema,
    unfinishedBytes: sizeSchema,
  }),
  people: z
    .array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['account', 'guest']) }))
    .describe('online'),
  transfers: z.array(transferNowSchema).describe('at most 50'),
  upPerSecond: z.number(),
  downPerSecond: z.number(),
  jobs: countsSchema,
  pictures: z
    .object({ waiting: z.number().int(), failed: z.number().int(), keptBytes: sizeSchema })
    .describe('small pictures of files: those to be made, those that could not be, and what all take on the disk'),
  certificateEndsAt: timeSchema.nullable(),
  warnings: z.array(warningSchema),
})
export type Overview = z.output<typeof overviewSchema>

export const auditLineSchema = z.object({
  id: z.string(),
  at: timeSchema,
  actorKind: z.string(),
  actorName: z.string().describe('"" when it is not, or no longer, an account'),
  action: z.string(),
  targetKind: z.string(),
  targetName: z.string(),
  details: z.string().describe('JSON'),
  address: z.string(),
})
export type AuditLine = z.output<typeof auditLineSchema>

export const configEntrySchema = z.object({
  key: z.string(),
  section: z.string(),
  about: z.string(),
  value: z.string().describe('as one would type it; "" for a secret and an empty list'),
  secret: z.boolean(),
  fallback: z.string(),
  source: z.enum(['flag', 'environment', 'file', 'page', 'default']),
  allowed: z.string(),
  flag: z.string().nullable(),
  env: z.string(),
  choices: z.array(z.string()).describe('empty: any text that is allowed'),
  editable: z.enum(['yes', 'given', 'never']).describe('given: by flag or environment, which beat the page'),
  applies: z.enum(['at_once', 'next_start']),
  next: z.string().nullable().describe('what counts from the next start on, when that is something else'),
})
export type ConfigEntry = z.output<typeof configEntrySchema>

export const findingSchema = z.object({
  state: z.enum(['good', 'warning', 'bad']),
  subject: z.string().describe('what was looked at'),
  said: z.string().describe('how it is, in one sentence'),
  mend: z.string().optional().describe('what to do'),
})
export type DoctorFinding = z.output<typeof findingSchema>

const manage = { kind: 'vault', action: 'settings.manage' } as const
const cursor = z.string().max(200).optional()

export const adminRoutes = {
  overview: route('overview', 'GET /api/overview', {
    summary: 'How the vault stands: versions, disk, who is online, transfers, jobs, what needs a look.',
    rule: manage,
    response: overviewSchema,
  }),
  log: route('log.list', 'GET /api/log', {
    summary: 'Lines of the log, the newest first. `after` gives only what is newer than that line.',
    rule: manage,
    query: z.object({
      component: logComponentSchema.optional(),
      level: logLevelSchema.optional().describe('this one and worse'),
      text: z.string().max(200).optional(),
      cursor,
      after: cursor,
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({
      lines: z.array(logLineSchema),
      nextCursor: z.string().nullable().describe('older lines; may be given without lines, when much had to be read'),
      newest: z.string().describe('for `after`'),
      level: logLevelSchema,
    }),
  }),
  setLogLevel: route('log.level', 'PUT /api/log/level', {
    summary: 'How much is logged from now on, until the next start.',
    rule: manage,
    body: z.object({ level: logLevelSchema }),
    response: z.object({ level: logLevelSchema }),
  }),
  jobs: route('jobs.list', 'GET /api/jobs', {
    summary: 'Work in the background, the newest first. Finished jobs stay for 7 days.',
    rule: manage,
    query: z.object({
      state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']).optional(),
      cursor,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      jobs: z.array(adminJobSchema),
      nextCursor: z.string().nullable(),
      counts: countsSchema,
      throttle: throttleSchema,
    }),
  }),
  retryJob: route('jobs.retry', 'POST /api/jobs/:job/retry', {
    summary: 'Queues a failed or cancelled job again.',
    rule: manage,
    params: jobParams,
    response: adminJobSchema,
  }),
  stopJob: route('jobs.stop', 'POST /api/jobs/:job/stop', {
    summary: 'Stops a job of anybody; what is done stays done.',
    rule: manage,
    params: jobParams,
    response: adminJobSchema,
  }),
  setThrottle: route('jobs.throttle', 'PUT /api/background', {
    summary: 'Pauses the work in the background, or lets it be slower. Kept over a restart.',
    rule: manage,
    body: throttleSchema,
    response: throttleSchema,
  }),
  audit: route('audit.list', 'GET /api/audit', {
    summary: 'Who did what to people, rooms and the vault, the newest first.',
    rule: manage,
    query: z.object({
      action: z.string().max(60).optional(),
      account: z.string().max(64).optional().describe('who did it'),
      cursor,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ lines: z.array(auditLineSchema), nextCursor: z.string().nullable() }),
  }),
  config: route('config.list', 'GET /api/config', {
    summary: 'Every setting of the start: value, default, where it comes from and what is allowed.',
    rule: manage,
    response: z.object({ settings: z.array(configEntrySchema) }),
  }),
  changeConfig: route('config.change', 'PATCH /api/config', {
    summary: 'Changes one setting in persist.json; null takes it out again.',
    rule: manage,
    body: z.object({ key: z.string().max(60), value: z.string().max(4000).nullable() }),
    response: z.object({ settings: z.array(configEntrySchema) }),
  }),
  doctor: route('doctor', 'GET /api/doctor', {
    summary: 'What `npm run doctor` finds: ports, sockets, certificate, disk, clock, database.',
    rule: manage,
    bucket: 'look-up',
    response: z.object({ findings: z.array(findingSchema) }),
  }),
  metrics: route('metrics', 'GET /api/metrics', {
    kind: 'bytes',
    summary: 'Counters for Prometheus (docs/service.md): for admins, and tokens of the scope `metrics:read`.',
    rule: { kind: 'vault', action: 'metrics.read' },
  }),
}
