import { settle } from '../model.ts'
import type { Folder } from './acting.ts'
import type { Housemate } from './housemate.ts'
import { ask, askJson, type Line } from './line.ts'
import type { Seen } from './observe.ts'
import type { Sent } from './sent.ts'

/** Brings what somebody remembers in line with what was seen: after a cut nobody knows what the last request did. */
export async function recall(line: Line, mate: Housemate, seen: Seen): Promise<void> {
  settle(mate.sent, seen)
  const entryIds = new Map(seen.listed.map(({ sha256, entryId }) => [sha256, entryId]))
  for (const sent of mate.sent) {
    sent.entryId = entryIds.get(sent.sha256) ?? sent.entryId
    recallTrash(sent, seen)
    const isWaiting = seen.unfinished.some(({ key }) => key === sent.key)
    // A row that was never answered is found again by creating it again; an upload in one request is over.
    if (!isWaiting) sent.address = null
    sent.isHeld = false
  }
  for (const sent of mate.sent) {
    const { replaces, address, spots } = sent
    if (replaces !== null && address !== null && spots[0]?.kind === 'nowhere') replaces.isHeld = true
  }
  for (const folder of mate.folders) await recallFolder(line, folder, seen)
}

function recallTrash(sent: Sent, { stored, records }: Seen): void {
  const file = stored.find(({ area, sha256 }) => area === 'trash' && sha256 === sent.sha256)
  const row = file && records.trash.find(({ path }) => file.path === path || file.path.startsWith(`${path}/`))
  const isAlone = row !== undefined && row.entryId === sent.entryId
  sent.trashedBy = isAlone ? { job: row.job, place: row.place } : null
  sent.trashedIn = row !== undefined && !isAlone ? row.entryId : null
}

async function recallFolder(line: Line, folder: Folder, { records }: Seen): Promise<void> {
  folder.trashedBy = records.trash.find(({ entryId }) => entryId === folder.entryId)?.job ?? null
  folder.isHeld = false
  if (folder.trashedBy !== null) {
    await ask(line, [404, 410], 'GET', `/api/files/${folder.entryId}`)
    return
  }
  folder.path = (await askJson<{ path: string }>(line, 200, 'GET', `/api/files/${folder.entryId}`)).path
}
