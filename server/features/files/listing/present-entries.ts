import type { PersonView } from '#lib/contracts/http/common.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { type Owner, ownerOf } from '../entries/owner.ts'
import type { EntryRow, UseColumns } from './entry-row.ts'
import { presentPicture } from './present-picture.ts'

/** Who looks, and the place that is looked at. */
export interface Viewer {
  actor: Actor
  place: PlaceFacts
}

export interface PresentDeps {
  /** The name of an account, "" for one that is no longer there. */
  nameOf(accountId: AccountId): Promise<string>
}

/** Rows of one folder as their viewer sees them. @param folderPath of the folder that holds them, "" at the root */
export async function presentEntries(
  rows: readonly EntryRow[],
  folder: { path: string; missing: boolean },
  viewer: Viewer,
  deps: PresentDeps,
): Promise<EntryView[]> {
  const describe = memoised((owner) => describeOwner(owner, viewer, deps))
  return Promise.all(
    rows.map(async (row) => {
      const { person, may } = await describe(ownerOf(row.uploader_kind, row.uploader_id))
      return {
        id: row.id,
        placeId: row.place_id,
        kind: row.kind,
        type: row.kind === 'folder' ? 'folder' : kindOf(row.name, row.mime),
        name: row.name,
        path: folder.path === '' ? row.name : `${folder.path}/${row.name}`,
        sizeBytes: row.size_bytes,
        childCount: row.kind === 'folder' ? (row.child_count ?? 0) : null,
        mime: row.mime,
        modifiedAt: row.mtime_ms,
        addedAt: row.added_at,
        contentId: row.content_id,
        sha256: row.sha256 === null ? null : Buffer.from(row.sha256).toString('hex'),
        ...(row.sha256 === null && row.hash_later === 1 ? { hashLater: true as const } : {}),
        addedBy: person,
        state: row.state === 'missing' || folder.missing ? 'missing' : 'live',
        ...presentPicture(row),
        ...presentUses(row),
        may,
      } satisfies EntryView
    }),
  )
}

/** Counted by file, never by person: whoever may open it may know that it was opened. */
function presentUses({ opened, downloads, last_opened_at }: UseColumns): Pick<EntryView, 'uses'> {
  if (opened === null) return {}
  return { uses: { opened, downloads: downloads ?? 0, lastOpenedAt: last_opened_at } }
}

interface Described {
  person: PersonView
  may: EntryView['may']
}

/** All that depends on who brought an entry: few people fill a folder, so it is found once for each. */
async function describeOwner(owner: Owner | null, { actor, place }: Viewer, deps: PresentDeps): Promise<Described> {
  const target = { kind: 'entry', place, uploader: owner } as const
  return {
    person: await personOf(owner, actor, deps),
    may: {
      change: can(actor, 'place.change', target).kind === 'allowed',
      delete: can(actor, 'entry.delete', target).kind === 'allowed',
    },
  }
}

export async function personOf(
  owner: Owner | null,
  { principal, deviceId }: Actor,
  deps: PresentDeps,
): Promise<PersonView> {
  if (owner === null) return { kind: 'disk', id: '', name: '', self: false }
  if (owner.kind === 'account') {
    const self = principal.kind === 'account' && principal.accountId === owner.accountId
    return { kind: 'account', id: owner.accountId, name: await deps.nameOf(owner.accountId), self }
  }
  const own = principal.kind === 'guest' ? principal.deviceId : deviceId
  return { kind: 'guest', id: owner.deviceId, name: '', self: owner.deviceId === own }
}

function memoised(describe: (owner: Owner | null) => Promise<Described>) {
  const known = new Map<string, Promise<Described>>()
  return (owner: Owner | null): Promise<Described> => {
    const key = owner === null ? '' : owner.kind === 'account' ? owner.accountId : owner.deviceId
    const described = known.get(key) ?? describe(owner)
    known.set(key, described)
    return described
  }
}
