import { dayAfter, startOfDay } from '#components/search/search-address.ts'
import { type AccessFilter, type AccessLine, accessKindSchema } from '#lib/contracts/http/access-log.ts'

/** As it is typed and chosen; "" is all. */
export interface TypedFilter {
  readonly person: string
  readonly place: string
  readonly kind: string
  /** YYYY-MM-DD, both included, in the time zone of whoever looks. */
  readonly from: string
  readonly to: string
  readonly name: string
  readonly address: string
}

export const NO_FILTER: TypedFilter = {
  ...{ person: '', place: '', kind: '', from: '', to: '', name: '', address: '' },
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What the vault is asked; a day that is half typed is none. */
export function toQuery(typed: TypedFilter): AccessFilter {
  const kind = accessKindSchema.safeParse(typed.kind)
  const [name, address] = [typed.name.trim(), typed.address.trim()]
  return {
    ...(typed.person === '' ? {} : { person: typed.person }),
    ...(typed.place === '' ? {} : { place: typed.place }),
    ...(kind.success ? { kind: kind.data } : {}),
    ...(DAY.test(typed.from) ? { from: startOfDay(typed.from) } : {}),
    ...(DAY.test(typed.to) ? { before: dayAfter(typed.to) } : {}),
    ...(name === '' ? {} : { name }),
    ...(address === '' ? {} : { address }),
  }
}

/** What was just asked for stands on top of what was read before; of a line that grows, the newest. */
export function mergeLines(newest: readonly AccessLine[], read: readonly AccessLine[]): AccessLine[] {
  const lines = new Map([...read, ...newest].map((line) => [line.id, line]))
  return [...lines.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}
