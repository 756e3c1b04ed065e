import { nameKey } from '#lib/core/names/name-key.ts'
import { isSameContent, isSameFile } from '../disk/file-facts.ts'
import { sharedNameKey } from '../entries/entry-columns.ts'
import type { ListedRow } from './listed-rows.ts'
import type { Found } from './look.ts'

export type Action =
  | { kind: 'add'; found: Found; nameKey: string }
  /** The entry is there, but not as its row says. */
  | { kind: 'update'; row: ListedRow; found: Found; nameKey: string; content: 'same' | 'other' }
  /** Live, and not there. */
  | { kind: 'lose'; row: ListedRow }
  /** Missing for so long that its row goes. */
  | { kind: 'remove'; row: ListedRow }

export interface Plan {
  actions: Action[]
  /** New or changed files that may still be written: to be looked at again. */
  unsettled: Found[]
  /** Live entries that are not there: lost, when they are not there the next time either. */
  absent: ListedRow[]
}

/** What cannot be seen in the rows and on the disk at this moment. */
export interface Circumstances {
  /** Of the folder itself. */
  device: string
  /** Wall time, milliseconds. */
  now: number
  /** Rows that are missing for longer are removed, milliseconds. */
  keepMissingMs: number
  isSettled(found: Found): boolean
  /** Inodes are used again: whether a folder is the one that had this inode, and now has another name. */
  isSameFolder(row: ListedRow, found: Found): boolean
  /** Whether this entry was not there the last time either. */
  wasAbsent(row: ListedRow): boolean
}

interface Pair {
  row: ListedRow
  found: Found
}

/**
 * What it takes to make rows say what lies on the disk. Both sides hold the same names of one folder, every spelling of
 * them included. An entry stays the same one when it has its name and content, else when the same unchanged file has
 * another name, else when its name has another content.
 */
export function planReconcile(rows: readonly ListedRow[], found: readonly Found[], given: Circumstances): Plan {
  const { pairs, added, left } = match(rows, found, given)
  const plan: Plan = { actions: [], unsettled: [], absent: [] }
  const present = presentDevices(pairs, found, given)
  const keys = new Keys()
  const wanted = new Set([...found.map(({ name }) => name), ...added.map(({ name }) => nameKey(name))])
  for (const row of left) {
    const isTaken = wanted.has(row.name) || wanted.has(row.nameKey)
    const isLeaving = planLeft(row, isTaken, present, given, plan)
    if (row.state === 'live' && !isLeaving) keys.hold(row.nameKey)
  }
  const updates: Pair[] = []
  for (const pair of pairs) {
    if (isUnchanged(pair)) keys.hold(pair.row.nameKey)
    else if (isOtherContent(pair) && !given.isSettled(pair.found)) {
      plan.unsettled.push(pair.found)
      if (pair.row.state === 'live') keys.hold(pair.row.nameKey)
    } else updates.push(pair)
  }
  // An entry that keeps its name keeps its key; only then the others choose.
  const byKeeping = updates.toSorted((a, b) => Number(keepsName(b)) - Number(keepsName(a)))
  for (const { row, found: one } of byKeeping) {
    const key = keepsName({ row, found: one }) ? keys.takeOr(row.nameKey, one.name) : keys.choose(one.name)
    const content = isOtherContent({ row, found: one }) ? 'other' : 'same'
    plan.actions.push({ kind: 'update', row, found: one, nameKey: key, content })
  }
  for (const one of added) {
    if (one.kind === 'file' && !given.isSettled(one)) plan.unsettled.push(one)
    else plan.actions.push({ kind: 'add', found: one, nameKey: keys.choose(one.name) })
  }
  return plan
}

function match(rows: readonly ListedRow[], found: readonly Found[], given: Circumstances) {
  const pairs: Pair[] = []
  // Live rows first: one that is missing gives way.
  let left = rows.toSorted((a, b) => Number(a.state === 'missing') - Number(b.state === 'missing'))
  let added = [...found]
  const pairUp = (
    keyOfRow: (row: ListedRow) => string,
    keyOfFound: (one: Found) => string,
    fits: (pair: Pair) => boolean,
  ) => {
    const byKey = groupBy(left, keyOfRow)
    const taken = new Set<ListedRow>()
    added = added.filter((one) => {
      const candidates = byKey.get(keyOfFound(one)) ?? []
      const row = candidates.find(
        (each) => !taken.has(each) && each.kind === one.kind && fits({ row: each, found: one }),
      )
      if (!row) return true
      taken.add(row)
      pairs.push({ row, found: one })
      return false
    })
    left = left.filter((row) => !taken.has(row))
  }
  const name = ({ name: text }: { name: string }) => text
  const key = ({ name: text }: { name: string }) => nameKey(text)
  const file = ({ facts }: { facts: ListedRow['facts'] }) => (facts === null ? '' : `${facts.device}:${facts.inode}`)
  pairUp(name, name, (pair) => isSameThing(pair))
  pairUp(
    file,
    file,
    ({ row, found: one }) => isKnownAgain(row, one) && (row.kind === 'file' || given.isSameFolder(row, one)),
  )
  pairUp(name, name, (pair) => !isOtherContent(pair))
  pairUp(name, name, () => true)
  pairUp(key, key, () => true)
  return { pairs, added, left }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Under another name: the same file, nothing written to it since, or a folder that may be the same. */
export function isKnownAgain(known: Pick<ListedRow, 'kind' | 'facts'>, { kind, facts }: Found): boolean {
  if (known.facts === null || known.kind !== kind || !isSameFile(known.facts, facts)) return false
  return kind === 'folder' || (known.facts.sizeBytes === facts.sizeBytes && known.facts.mtimeNs === facts.mtimeNs)
}

function isOtherContent({ row, found }: Pair): boolean {
  if (found.kind === 'folder') return false
  return row.facts === null || !isSameContent(row.facts, found.facts)
}

const keepsName = ({ row, found }: Pair) => row.name === found.name

/** Not only an equal one: on a volume that was mounted anew the numbers differ. */
function isSameThing(pair: Pair): boolean {
  const { row, found } = pair
  return !isOtherContent(pair) && row.facts !== null && isSameFile(row.facts, found.facts)
}

export function isUnchanged(pair: Pair): boolean {
  return pair.row.state === 'live' && pair.row.kind === pair.found.kind && keepsName(pair) && isSameThing(pair)
}

/**
 * The devices whose volumes are there for certain. After a volume was mounted anew its device may have another number;
 * an entry that is found again on it proves that it is the same one.
 */
function presentDevices(pairs: readonly Pair[], found: readonly Found[], { device }: Circumstances): Set<string> {
  const present = new Set([device, ...found.map(({ facts }) => facts.device)])
  for (const pair of pairs) {
    if (pair.row.facts !== null && pair.found.kind === 'file' && !isOtherContent(pair))
      present.add(pair.row.facts.device)
  }
  return present
}

/** @returns whether the entry leaves the list now */
function planLeft(
  row: ListedRow,
  isTaken: boolean,
  present: ReadonlySet<string>,
  given: Circumstances,
  plan: Plan,
): boolean {
  if (row.facts !== null && !present.has(row.facts.device)) return false
  if (row.state === 'missing') {
    const isOver = given.now - (row.missingSince ?? given.now) > given.keepMissingMs
    if (isOver) plan.actions.push({ kind: 'remove', row })
    return isOver
  }
  // Something else took its name, or it was not there twice.
  const isLost = isTaken || given.wasAbsent(row)
  if (isLost) plan.actions.push({ kind: 'lose', row })
  else plan.absent.push(row)
  return isLost
}

/** The keys that live rows of the folder will hold: each only once. */
class Keys {
  readonly #held = new Set<string>()

  hold(key: string): void {
    this.#held.add(key)
  }

  takeOr(key: string, name: string): string {
    if (this.#held.has(key)) return this.choose(name)
    this.#held.add(key)
    return key
  }

  choose(name: string): string {
    const key = nameKey(name)
    const chosen = this.#held.has(key) ? sharedNameKey(name) : key
    this.#held.add(chosen)
    return chosen
  }
}
