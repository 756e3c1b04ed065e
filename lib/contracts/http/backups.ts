import { z } from 'zod'
import { sha256Schema, sizeSchema, timeSchema } from './common.ts'
import { route } from './route.ts'

export const backupSettingsSchema = z.object({
  folder: z
    .string()
    .trim()
    .min(1)
    .max(4096)
    .regex(/^[^\p{Cc}]+$/u, 'no control characters')
    .nullable()
    .describe('absolute, on the machine of the vault; null: none'),
  every: z.enum(['off', 'day', 'week']),
  hour: z.number().int().min(0).max(23).describe('of the day, as the clock of the machine shows it'),
  keep: z.number().int().min(1).max(1000).describe('snapshots'),
  check: z.enum(['off', 'week']).describe('reading all files again and comparing their hashes'),
})
export type BackupSettings = z.output<typeof backupSettingsSchema>

export const backupTaskSchema = z.enum(['backup', 'check'])
export type BackupTask = z.output<typeof backupTaskSchema>

const runningSchema = z.object({ done: sizeSchema, total: sizeSchema.nullable() }).describe('bytes')

export const missingFileSchema = z.object({
  path: z.string().describe('with the folder of the room'),
  reason: z.enum(['missing', 'damaged', 'unreadable']),
})

export const damagedFileSchema = z.object({
  place: z.string(),
  path: z.string(),
  part: z.enum(['files', 'trash', 'versions']),
  sizeBytes: sizeSchema,
  sha256: sha256Schema.describe('that it had: the name of its object in a backup'),
})

export const backupsViewSchema = z.object({
  settings: backupSettingsSchema,
  nextAt: timeSchema.nullable(),
  running: runningSchema.nullable(),
  resting: z.boolean().describe('the pause of the background holds the backup and the check'),
  last: z
    .object({
      at: timeSchema,
      outcome: z.enum(['done', 'incomplete', 'failed', 'cancelled']),
      code: z.string().nullable().describe('of a failure'),
      files: z.number().int(),
      sizeBytes: sizeSchema,
      newBytes: sizeSchema,
      missingCount: z.number().int(),
      missing: z.array(missingFileSchema).describe('the first of them'),
    })
    .nullable()
    .describe('of the runs of the vault itself'),
  storedBytes: sizeSchema.nullable().describe('what the backup held after the last run'),
  snapshots: z
    .array(
      z.object({
        name: z.string(),
        madeAt: timeSchema,
        files: z.number().int(),
        sizeBytes: sizeSchema,
        newBytes: sizeSchema,
        missingCount: z.number().int(),
      }),
    )
    .nullable()
    .describe('the newest first, also those of `npm run backup`; null: the folder is not there'),
  warning: z
    .enum(['failed', 'incomplete', 'stale', 'unreachable'])
    .nullable()
    .describe('stale: the newest snapshot is older than twice the interval'),
  check: z.object({
    nextAt: timeSchema.nullable(),
    running: runningSchema.nullable(),
    last: z
      .object({
        startedAt: timeSchema,
        finishedAt: timeSchema.nullable(),
        files: z.number().int(),
        sizeBytes: sizeSchema,
        skipped: z.number().int().describe('changed or not there, so nothing to compare'),
        damagedCount: z.number().int(),
        damaged: z.array(damagedFileSchema).describe('the first of them'),
      })
      .nullable(),
  }),
})
export type BackupsView = z.output<typeof backupsViewSchema>

const rule = { kind: 'vault', action: 'settings.manage' } as const
const task = z.object({ task: backupTaskSchema })

export const backupRoutes = {
  get: route('backups.get', 'GET /api/backups', {
    summary: 'Backups and the check of all files: settings, last, next, snapshots.',
    rule,
    response: backupsViewSchema,
  }),
  change: route('backups.change', 'PATCH /api/backups', {
    summary: 'Changes folder, schedule, and how many snapshots are kept.',
    rule,
    body: backupSettingsSchema.partial(),
    response: backupsViewSchema,
  }),
  run: route('backups.run', 'POST /api/backups/run', {
    summary: 'Begins a backup or a check as a job; one that runs goes on.',
    rule,
    body: task,
    response: backupsViewSchema,
    status: 202,
  }),
  cancel: route('backups.cancel', 'POST /api/backups/cancel', {
    summary: 'Stops the backup or the check; what is copied stays.',
    rule,
    body: task,
    response: backupsViewSchema,
  }),
}
