import { type EntrySort, type EntryType, entryKindSchema, entrySortSchema } from '#lib/contracts/http/entries.ts'

/** `details`: a list with the columns that a person chose. */
export type ViewMode = (typeof VIEWS)[number]
const VIEWS = ['grid', 'list', 'details'] as const

/** Everything about a place's page that stands in its address: Back works, and every folder has a link. */
export interface PlaceAddress {
  /** Id or slug. */
  place: string
  path: string
  /** Null: as the person likes it. */
  view: ViewMode | null
  sort: { by: EntrySort; order: 'asc' | 'desc' } | null
  type: EntryType | null
  /** Part of the names that are shown; "" for all of them. */
  q: string
  /** The entry that is open in the preview. */
  entry: string | null
  /** That entry is open in the editor. */
  edit: boolean
  /** The conversation of the room is open. */
  chat: boolean
}

/** As many as the vault takes. */
export const MAX_FILTER_CHARACTERS = 200

export function parsePlaceAddress(search: { get(name: string): string | null }): PlaceAddress {
  const view = search.get('view')
  const type = entryKindSchema.safeParse(search.get('type'))
  return {
    place: search.get('id') ?? '',
    path: search.get('path') ?? '',
    view: VIEWS.find((one) => one === view) ?? null,
    sort: parseSort(search.get('sort')),
    type: type.success ? type.data : null,
    q: (search.get('q') ?? '').slice(0, MAX_FILTER_CHARACTERS),
    entry: search.get('entry'),
    edit: search.get('edit') === '1' && search.get('entry') !== null,
    chat: search.get('chat') === '1',
  }
}

/** `name`, or `-changed` for the other way round. */
function parseSort(value: string | null): PlaceAddress['sort'] {
  const order = value?.startsWith('-') ? 'desc' : 'asc'
  const by = entrySortSchema.safeParse(order === 'desc' ? value?.slice(1) : value)
  return by.success ? { by: by.data, order } : null
}

/** The address of a place as a path; what is not set is left out. */
export function formatPlaceAddress(address: Partial<PlaceAddress> & { place: string }): string {
  const search = new URLSearchParams({ id: address.place })
  if (address.path) search.set('path', address.path)
  if (address.view) search.set('view', address.view)
  if (address.sort) search.set('sort', `${address.sort.order === 'desc' ? '-' : ''}${address.sort.by}`)
  if (address.type) search.set('type', address.type)
  if (address.q) search.set('q', address.q)
  if (address.entry) search.set('entry', address.entry)
  if (address.entry && address.edit) search.set('edit', '1')
  if (address.chat) search.set('chat', '1')
  // Slashes are allowed in a query, and a path reads better with them.
  return `/place?${search.toString().replaceAll('%2F', '/')}`
}
