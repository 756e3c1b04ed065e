import type { PersistData } from './persist-schema.ts'

/**
 * What the rooms service is to do after persist.json was read or changed. Rooms are named as in the file; a missing one
 * is created.
 */
export interface PersistPlan {
  readonly setPasswords: readonly { readonly room: string; readonly hash: string }[]
  readonly removePasswords: readonly string[]
  readonly setReadOnly: readonly string[]
  readonly clearReadOnly: readonly string[]
  readonly setDrives: readonly NamedDrive[]
  /** Drives that had another name in the file before. */
  readonly renameDrives: readonly NamedDrive[]
  /** Folders that are named no more, as the file spelled them. */
  readonly removeDrives: readonly string[]
}

/** A drive as the file names it. */
export interface NamedDrive {
  readonly name: string
  readonly path: string
}

/** persist.json after its plain passwords were hashed. */
export interface SealedPersistData extends PersistData {
  readonly passwords?: Readonly<Record<string, { readonly hash: string }>> | undefined
}

/**
 * The difference between two readings of the file. An entry that is gone is removed, but only when its section is
 * still there: a missing section (or file) changes nothing. `previous` null means the first reading ever.
 */
export function planPersistChanges(previous: SealedPersistData | null, next: SealedPersistData): PersistPlan {
  const before = new Map(Object.entries(previous?.passwords ?? {}))
  const after = next.passwords === undefined ? null : new Map(Object.entries(next.passwords))
  const readOnlyBefore = new Set(previous?.readonly_rooms ?? [])
  const readOnlyAfter = next.readonly_rooms === undefined ? null : new Set(next.readonly_rooms)
  const drivesBefore = namedDrives(previous)
  const drivesAfter = namedDrives(next)
  return {
    setPasswords: [...(after ?? [])]
      .filter(([room, { hash }]) => before.get(room)?.hash !== hash)
      .map(([room, { hash }]) => ({ room, hash })),
    removePasswords: after === null ? [] : [...before.keys()].filter((room) => !after.has(room)),
    setReadOnly: [...(readOnlyAfter ?? [])].filter((room) => !readOnlyBefore.has(room)),
    setDrives: drivesAfter.filter(
      ({ name, path }) => !drivesBefore.some((drive) => drive.name === name && drive.path === path),
    ),
    renameDrives: drivesAfter.filter(({ name, path }) =>
      drivesBefore.some((drive) => drive.path === path && drive.name !== name),
    ),
    removeDrives:
      next.drives === undefined
        ? []
        : drivesBefore.map(({ path }) => path).filter((path) => !drivesAfter.some((drive) => drive.path === path)),
    clearReadOnly: readOnlyAfter === null ? [] : [...readOnlyBefore].filter((room) => !readOnlyAfter.has(room)),
  }
}

function namedDrives(data: SealedPersistData | null): NamedDrive[] {
  return Object.entries(data?.drives ?? {}).map(([name, { path, display }]) => ({ name: display ?? name, path }))
}

/** What counts as the state after `next`: sections that are missing there stay as they were. */
export function mergePersist(previous: SealedPersistData | null, next: SealedPersistData): SealedPersistData {
  return { ...previous, ...Object.fromEntries(Object.entries(next).filter(([, section]) => section !== undefined)) }
}

export function isEmptyPlan(plan: PersistPlan): boolean {
  return Object.values(plan).every((steps) => steps.length === 0)
}
