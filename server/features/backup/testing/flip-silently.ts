import { readFile, stat, writeFile } from 'node:fs/promises'
import type { Database } from '#server/db/database.ts'

/** As a failing disk does: other bytes, and nothing else tells. */
export async function flipSilently(path: string, db: Database): Promise<void> {
  const bytes = await readFile(path)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  await writeFile(path, bytes)
  // The times of a file cannot be set to the nanosecond from here, so the row follows the file.
  const { ino, mtimeNs } = await stat(path, { bigint: true })
  const mtime_ns = mtimeNs.toString()
  await db.commit([db.build.updateTable('contents').set({ mtime_ns }).where('inode', '=', ino.toString())])
}
