import { type EntryType, entryKindSchema } from '#lib/contracts/http/entries.ts'

const WHENS = ['day', 'week', 'month', 'year'] as const
export type WhenChoice = (typeof WHENS)[number]
const SIZE_CHOICES = ['small', 'medium', 'large', 'huge'] as const
export type SizeChoice = (typeof SIZE_CHOICES)[number]
const TIMES = ['never', '1', '3', '10'] as const
/** How often it was opened: so many times or more. */
export type TimesChoice = (typeof TIMES)[number]
export { SIZE_CHOICES, TIMES, WHENS }

/** Everything that a search is: all of it stands in the address, so that every search has a link. */
export interface SearchAddress {
  readonly q: string
  readonly types: readonly EntryType[]
  readonly when: WhenChoice | null
  /** Days as YYYY-MM-DD, both included; in the time zone of whoever looks. */
  readonly from: string | null
  readonly to: string | null
  readonly size: SizeChoice | null
  /** When anybody opened it last. */
  readonly opened: WhenChoice | null
  readonly times: TimesChoice | null
  /** Id of an account or device, or "disk". */
  readonly by: string | null
  readonly place: string | null
  /** A folder of that place: only what lies in it and below. */
  readonly path: string
  readonly view: 'list' | 'grid'
}

export const NO_FILTER = {
  ...{ types: [], when: null, from: null, to: null, size: null, opened: null, times: null },
  ...{ by: null, place: null, path: '' },
} as const satisfies Partial<SearchAddress>

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function parseSearchAddress(search: { get(name: string): string | null }): SearchAddress {
  const oneOf = <T extends string>(name: string, all: readonly T[]) =>
    all.find((one) => one === search.get(name)) ?? null
  const day = (name: string) => {
    const text = search.get(name)
    return text !== null && DAY.test(text) && !Number.isNaN(startOfDay(text)) ? text : null
  }
  const types = (search.get('type') ?? '').split(',').map((type) => entryKindSchema.safeParse(type))
  return {
    q: (search.get('q') ?? '').slice(0, 200),
    types: types.flatMap((type) => (type.success ? [type.data] : [])),
    when: oneOf('when', WHENS),
    from: day('from'),
    to: day('to'),
    size: oneOf('size', SIZE_CHOICES),
    opened: oneOf('opened', WHENS),
    times: oneOf('times', TIMES),
    by: search.get('by') || null,
    place: search.get('place') || null,
    path: search.get('place') ? (search.get('path') ?? '') : '',
    view: oneOf('view', ['list', 'grid']) ?? 'list',
  }
}

/** The address of a search as a path; what is not set is left out. */
export function formatSearchAddress(address: Partial<SearchAddress>): string {
  const search = new URLSearchParams()
  const set = (name: string, value: string | null | undefined) => {
    if (value) search.set(name, value)
  }
  set('q', address.q)
  set('type', address.types?.join(','))
  set('when', address.when)
  set('from', address.from)
  set('to', address.to)
  set('size', address.size)
  set('opened', address.opened)
  set('times', address.times)
  set('by', address.by)
  set('place', address.place)
  if (address.place) set('path', address.path)
  set('view', address.view === 'grid' ? 'grid' : null)
  const query = search.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')
  return query === '' ? '/search' : `/search?${query}`
}

export const isFiltered = (address: SearchAddress): boolean =>
  formatSearchAddress({ ...address, q: '', view: 'list' }) !== '/search'

const HOURS: Readonly<Record<WhenChoice, number>> = { day: 24, week: 7 * 24, month: 30 * 24, year: 365 * 24 }
const BYTES: Readonly<Record<SizeChoice, { minBytes?: number; maxBytes?: number }>> = {
  small: { maxBytes: 1_000_000 },
  medium: { minBytes: 1_000_000, maxBytes: 100_000_000 },
  large: { minBytes: 100_000_000, maxBytes: 1_000_000_000 },
  huge: { minBytes: 1_000_000_000 },
}

/** What the vault is asked. */
export function toQuery(address: SearchAddress) {
  const { q, types, when, from, to, size, opened, times, by, place, path } = address
  return {
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(types.length === 0 ? {} : { type: types.join(',') }),
    ...(when === null ? {} : { withinHours: HOURS[when] }),
    ...(from === null ? {} : { from: startOfDay(from) }),
    ...(to === null ? {} : { before: dayAfter(to) }),
    ...(size === null ? {} : BYTES[size]),
    ...(opened === null ? {} : { openedWithinHours: HOURS[opened] }),
    ...(times === null ? {} : times === 'never' ? { mostOpened: 0 } : { leastOpened: Number(times) }),
    ...(by === null ? {} : { by }),
    ...(place === null ? {} : { place }),
    ...(place === null || path === '' ? {} : { path }),
  }
}

export const startOfDay = (day: string): number => new Date(`${day}T00:00:00`).getTime()

/** A day of the clocks' change is not 24 hours long. */
export function dayAfter(day: string): number {
  const date = new Date(startOfDay(day))
  date.setDate(date.getDate() + 1)
  return date.getTime()
}
