import { nameKey } from '../names/name-key.ts'
import { safeName } from '../names/safe-name.ts'
import { versionedName } from '../names/split-name.ts'
import type { TransferRecord } from './transfer-record.ts'

/** What has to be known of an entry to tell whether it is what this device sends. */
export type ListedFile = {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
  /** UUIDv7 of the vault: minted when the file was put in its place. */
  readonly contentId: string | null
}

export type Sent = Pick<TransferRecord, 'id' | 'filename' | 'sizeBytes' | 'uploadUrl' | 'state'>

/**
 * The entries that stand for files which this device still compares, or of which it has not heard yet that they are
 * listed: by transfer. Ids of the vault are ordered by its own clock, so a content that was minted after the upload, under
 * the name and with the size of the file, is the file.
 * @param newestBefore the newest content of the folder when a transfer was first seen; asked while it has no address
 */
export function findArrivals(
  sent: Iterable<Sent>,
  entries: readonly ListedFile[],
  newestBefore: (transferId: string) => string | null,
): ReadonlyMap<string, string> {
  const arrived = new Map<string, string>()
  const onTheirWay = [...sent].filter(({ state }) => !isSettled(state.kind))
  const sizes = new Set(onTheirWay.map(({ sizeBytes }) => sizeBytes))
  const listed = onTheirWay.length === 0 ? [] : entries.filter(({ sizeBytes }) => sizes.has(sizeBytes))
  const taken = new Set<string>()
  for (const transfer of onTheirWay) {
    const before = uploadIdOf(transfer.uploadUrl) ?? newestBefore(transfer.id)
    if (before === null) continue
    const key = familyOf(safeName(transfer.filename))
    const entry = listed.find(
      ({ id, name, sizeBytes, contentId }) =>
        sizeBytes === transfer.sizeBytes &&
        contentId !== null &&
        contentId > before &&
        !taken.has(id) &&
        familyOf(name) === key,
    )
    if (!entry) continue
    taken.add(entry.id)
    arrived.set(transfer.id, entry.id)
  }
  return arrived
}

/** The newest content of a folder; "" when it has none. */
export function newestContent(entries: readonly ListedFile[]): string {
  return entries.reduce((newest, { contentId }) => (contentId !== null && contentId > newest ? contentId : newest), '')
}

/** What is done names its entry; what failed needs somebody, whatever is listed. */
function isSettled(kind: TransferRecord['state']['kind']): boolean {
  return kind === 'done' || kind === 'failed' || kind === 'cancelled'
}

/** The id is the last segment of the address that the vault gave. */
function uploadIdOf(uploadUrl: string | null): string | null {
  return uploadUrl === null ? null : uploadUrl.slice(uploadUrl.lastIndexOf('/') + 1)
}

/** The same for a name and for what it becomes where it is taken: "a.txt", "a_v2.txt". */
function familyOf(name: string): string {
  return nameKey(versionedName(name, 1))
}
