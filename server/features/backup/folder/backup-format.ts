import { join } from 'node:path'
import { z } from 'zod'

/**
 * The backup folder, readable without this program (docs/backup.md):
 * `hearth-backup.json`, `objects/ab/<sha256>`, `snapshots/<UTC time>/{vault.db, files.jsonl, snapshot.json, ...}`.
 */
export const FORMAT = 1
export const HEAD_FILE = 'hearth-backup.json'

export const headSchema = z.object({
  format: z.number().int(),
  vaultId: z.string(),
  about: z.string().optional(),
})
export type BackupHead = z.output<typeof headSchema>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** One name below another; what leaves the folder it is put into must not come out of a file. */
const relativePath = z
  .string()
  .min(1)
  .refine((path) => path.split('/').every((name) => name !== '' && name !== '.' && name !== '..'))
const roomName = relativePath.refine((name) => !/[/\\]/.test(name))

/** One line of files.jsonl: a file, by whose path and hash it can be put back by hand. */
export const lineSchema = z.object({
  room: roomName,
  path: relativePath,
  size: z.number().int().nonnegative(),
  mtime: z.string(),
  mode: z.string().regex(/^[0-7]{3,4}$/),
  sha256,
  part: z.enum(['files', 'trash', 'versions']),
  mtimeNs: z.string().regex(/^-?\d+$/),
  content: z.string(),
})
export type FileLine = z.output<typeof lineSchema>

const missingSchema = z.object({
  room: z.string(),
  path: z.string(),
  /** `damaged`: its bytes are not those that were hashed. */
  reason: z.enum(['missing', 'damaged', 'unreadable']),
})
export type MissingFile = z.output<typeof missingSchema>

export const snapshotSchema = z.object({
  format: z.number().int(),
  name: z.string(),
  vaultId: z.string(),
  vaultName: z.string(),
  program: z.string(),
  startedAt: z.string(),
  madeAt: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  /** What this snapshot added to the objects. */
  newBytes: z.number().int(),
  missing: z.array(missingSchema),
  /** SHA-256 of the other files of the snapshot, by their path in it. */
  sums: z.record(z.string(), sha256),
})
export type Snapshot = z.output<typeof snapshotSchema>

/** No colons: every file system takes it, and its order is that of time. */
export function snapshotName(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[:.]/g, '-')
}

const SNAPSHOT_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/
export const isSnapshotName = (name: string) => SNAPSHOT_NAME.test(name)

export const backupPaths = (folder: string) => ({
  head: join(folder, HEAD_FILE),
  objects: join(folder, 'objects'),
  partial: join(folder, 'partial'),
  snapshots: join(folder, 'snapshots'),
  snapshot: (name: string) => join(folder, 'snapshots', name),
})

export const objectPath = (folder: string, hash: string) => join(folder, 'objects', hash.slice(0, 2), hash)
