import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import type { DatabaseFile } from '#server/db/database.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import type { FileFacts } from '#server/features/files/stored-files.service.ts'
import { SETTINGS_KEY } from '../backup-records.ts'

/**
 * What a snapshot's database must forget on its new disk. Kinds of jobs that belong to the machine, not to the files.
 */
const JOBS_OF_THE_MACHINE = ['backup', 'scrub', 'pictures']
const PER_UNIT = 500

/** The same contents, on another disk: nothing is hashed again, and ETags hold. */
export async function recordFacts(
  database: DatabaseFile,
  contents: readonly { id: ContentId; facts: FileFacts }[],
): Promise<void> {
  await commitInParts(
    database,
    contents.map(({ id, facts }) =>
      database.build
        .updateTable('contents')
        .set({ device: facts.device, inode: facts.inode, mtime_ns: facts.mtimeNs })
        .where('id', '=', id)
        .where('size_bytes', '=', facts.sizeBytes),
    ),
  )
}

export async function recordFolders(
  database: DatabaseFile,
  folders: readonly { id: EntryId; device: string; inode: string }[],
): Promise<void> {
  await commitInParts(
    database,
    folders.map(({ id, device, inode }) =>
      database.build.updateTable('entries').set({ device, inode }).where('id', '=', id),
    ),
  )
}

/**
 * Ends what must not come back with an older state: every session, token, grant and share link, unfinished uploads (their bytes are
 * in no backup), files that were about to be listed, and work and a schedule that concerned the old machine.
 */
export async function endWhatWasOpen(database: DatabaseFile): Promise<void> {
  const { build } = database
  const intents = await database.read(build.selectFrom('fs_intents').select('id').where('kind', '=', 'publish'))
  const unlisted = intents.map(({ id }) => id as ContentId) // an intent to publish has the id of its content
  const steps: Step[] = [
    build.deleteFrom('tokens'),
    build.deleteFrom('service_tokens'),
    build.deleteFrom('share_slots'),
    build.deleteFrom('share_viewings'),
    build.deleteFrom('share_link_entries'),
    build.deleteFrom('share_links'),
    build.deleteFrom('sessions'),
    build.deleteFrom('grants'),
    build.deleteFrom('uploads').where('state', 'in', ['open', 'finishing']),
    build.deleteFrom('fs_intents').where('kind', '=', 'publish'),
    build.deleteFrom('jobs').where('kind', 'in', JOBS_OF_THE_MACHINE),
  ]
  if (unlisted.length > 0) {
    steps.push(build.deleteFrom('contents').where('id', 'in', unlisted).where('entry_id', 'is', null))
  }
  requireCommitted(await database.commit([...steps, ...(await scheduleOff(database))]))
}

/** A vault that was restored for a trial must not write into the backup of the one it came from by itself. */
async function scheduleOff({ build, readOne }: Pick<DatabaseFile, 'build' | 'readOne'>): Promise<Step[]> {
  const row = await readOne(build.selectFrom('settings').select('value').where('key', '=', SETTINGS_KEY))
  if (row === null) return []
  const value = JSON.stringify({ ...JSON.parse(row.value), every: 'off' })
  return [build.updateTable('settings').set({ value }).where('key', '=', SETTINGS_KEY)]
}

async function commitInParts(database: DatabaseFile, steps: readonly Step[]): Promise<void> {
  for (let start = 0; start < steps.length; start += PER_UNIT) {
    requireCommitted(await database.commit(steps.slice(start, start + PER_UNIT)))
  }
}
