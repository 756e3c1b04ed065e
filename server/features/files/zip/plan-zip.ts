import type { Selector } from '#lib/contracts/http/entries.ts'
import { layOutZip, type ZipLayout, type ZipMember } from '#lib/core/archive/zip-layout.ts'
import { ZipNames } from '#lib/core/archive/zip-names.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { inParts, type SelectionDeps, selectListed } from '../bulk/selection.ts'
import type { FileFacts } from '../disk/file-facts.ts'

/** A member with where its bytes lie; a folder has none. */
export interface PlannedMember extends ZipMember {
  readonly file: {
    readonly placeId: PlaceId
    readonly path: readonly string[]
    readonly contentId: ContentId
    readonly facts: FileFacts
  } | null
}

export interface ZipPlan {
  readonly members: readonly PlannedMember[]
  readonly layout: ZipLayout
  /** Listed, but not on the disk. */
  readonly leftOut: number
}

/** A plan is held in memory while it is sent. */
const MOST_MEMBERS = 200_000
const PARENTS_PER_QUERY = 200
const IDS_PER_QUERY = 500

interface Level {
  id: EntryId
  path: readonly string[]
  /** Of the folder in the archive, "" or ending with a slash. */
  prefix: string
  names: ZipNames
}

/**
 * Everything a selection holds at this moment, named as it will stand in the archive. What is listed as missing is left
 * out and counted.
 * @throws VaultError `not_found` when nothing is left of the selection, `request_too_large`
 */
export function planZip(placeId: PlaceId, selector: Selector, deps: SelectionDeps): Promise<ZipPlan> {
  return planZipOf([{ placeId, selector }], deps)
}

/** As above, of several places: what was chosen together may have been moved apart since. */
export async function planZipOf(
  parts: readonly { readonly placeId: PlaceId; readonly selector: Selector }[],
  deps: SelectionDeps,
): Promise<ZipPlan> {
  const top = new ZipNames()
  const members: PlannedMember[] = []
  let leftOut = 0
  for (const { placeId, selector } of parts) {
    const walk = new Walk(placeId, deps, members)
    await begin(walk, placeId, selector, top, deps)
    await walk.descend()
    leftOut += walk.leftOut
  }
  const isWholeEmpty = parts.some(({ selector }) => selector.kind === 'folder')
  if (members.length === 0 && !isWholeEmpty) throw new VaultError(leftOut > 0 ? 'content_missing' : 'not_found')
  return { members, layout: layOutZip(members), leftOut }
}

async function begin(
  walk: Walk,
  placeId: PlaceId,
  selector: Selector,
  top: ZipNames,
  deps: SelectionDeps,
): Promise<void> {
  const { groups } = await selectListed(placeId, selector, deps)
  for (const { parentId, ids } of groups) {
    const parent = parentId === null ? null : await deps.lookups.find(parentId)
    if (parentId !== null && parent?.state !== 'live') {
      walk.leftOut += ids.length
      continue
    }
    const level = { path: parent?.path ?? [], prefix: '', names: top }
    for (const part of inParts(ids, IDS_PER_QUERY)) walk.take(await walk.rowsOf(part), () => level)
  }
}

class Walk {
  readonly members: PlannedMember[]
  leftOut = 0
  readonly #placeId: PlaceId
  readonly #deps: SelectionDeps
  #folders: Level[] = []

  constructor(placeId: PlaceId, deps: SelectionDeps, members: PlannedMember[]) {
    this.members = members
    this.#placeId = placeId
    this.#deps = deps
  }

  /** Level by level, so that a folder stands before what is in it. */
  async descend(): Promise<void> {
    while (this.#folders.length > 0) {
      const folders = this.#folders
      this.#folders = []
      for (const part of inParts(folders, PARENTS_PER_QUERY)) {
        const byId = new Map<EntryId | null, Level>(part.map((folder) => [folder.id, folder]))
        this.take(await this.#childrenOf(part), (row) => byId.get(row.parent_id))
      }
    }
  }

  take(rows: readonly ZipRow[], levelOf: (row: ZipRow) => Omit<Level, 'id'> | undefined): void {
    for (const row of rows) {
      const level = levelOf(row)
      if (level === undefined) continue
      if (row.state !== 'live') this.leftOut++
      else this.#add(row, level)
    }
    if (this.members.length > MOST_MEMBERS) {
      throw new VaultError('request_too_large', { details: { maxEntries: MOST_MEMBERS } })
    }
  }

  #add(row: ZipRow, { path, prefix, names }: Omit<Level, 'id'>): void {
    const own = [...path, row.name]
    const name = prefix + names.give(row.name)
    if (row.kind === 'folder') {
      this.members.push({ name: `${name}/`, sizeBytes: 0, modifiedMs: row.mtime_ms, file: null })
      this.#folders.push({ id: row.id, path: own, prefix: `${name}/`, names: new ZipNames() })
      return
    }
    const { content_id: contentId, device, inode, mtime_ns: mtimeNs, content_bytes: sizeBytes } = row
    if (contentId === null || device === null || inode === null || mtimeNs === null || sizeBytes === null) {
      this.leftOut++
      return
    }
    const facts = { device, inode, sizeBytes, mtimeNs }
    this.members.push({
      name,
      sizeBytes,
      modifiedMs: row.mtime_ms,
      file: { placeId: this.#placeId, path: own, contentId, facts },
    })
  }

  #rows() {
    return this.#deps.db.build
      .selectFrom('entries as e')
      .leftJoin('contents as c', 'c.id', 'e.content_id')
      .select(['e.id', 'e.parent_id', 'e.kind', 'e.name', 'e.state', 'e.mtime_ms', 'e.content_id'])
      .select(['c.device', 'c.inode', 'c.mtime_ns', 'c.size_bytes as content_bytes'])
      .where('e.place_id', '=', this.#placeId)
      .where('e.state', '<>', 'trashed')
      .orderBy('e.sort_name')
      .orderBy('e.id')
  }

  rowsOf(ids: readonly EntryId[]): Promise<ZipRow[]> {
    return this.#deps.db.read(this.#rows().where('e.id', 'in', ids))
  }

  #childrenOf(folders: readonly Level[]): Promise<ZipRow[]> {
    const ids = folders.map(({ id }) => id)
    return this.#deps.db.read(this.#rows().where('e.parent_key', 'in', ids))
  }
}

interface ZipRow {
  id: EntryId
  parent_id: EntryId | null
  kind: 'file' | 'folder'
  name: string
  state: 'live' | 'missing' | 'trashed'
  mtime_ms: number
  content_id: ContentId | null
  device: string | null
  inode: string | null
  mtime_ns: string | null
  content_bytes: number | null
}
