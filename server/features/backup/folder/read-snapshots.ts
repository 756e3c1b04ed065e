import type { Snapshot } from './backup-format.ts'
import { readHead } from './open-backup-folder.ts'
import { listSnapshots, readSnapshot } from './snapshots.ts'

/** What lies in the folder, whoever wrote it: the newest first; null when the folder is not there. */
export async function readSnapshots(folder: string, limit: number): Promise<Snapshot[] | null> {
  try {
    if ((await readHead(folder)) === null) return null
    const names = (await listSnapshots(folder)).reverse().slice(0, limit)
    const read = await Promise.allSettled(names.map((name) => readSnapshot(folder, name)))
    return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  } catch {
    return null
  }
}
