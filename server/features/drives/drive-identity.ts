import { z } from 'zod'

/** The root of a drive as the system shows it at one moment. Decimal text where a number may exceed 2^53. */
export interface RootFacts {
  readonly device: string
  readonly inode: string
  /** When it was made; some filesystems tell another time instead, so it never decides alone. */
  readonly bornNs: string
  readonly fsType: string
  readonly blockSizeBytes: string
  readonly blocks: string
  /** Of the filesystem, where the system tells it. */
  readonly uuid: string | null
}

export interface KnownEntry {
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly sizeBytes: number
  readonly mtimeNs: string
}

const knownSchema = z.object({
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  sizeBytes: z.number(),
  mtimeNs: z.string(),
})

/**
 * What a drive is known by. A drive may be read-only, so nothing is written on it: its filesystem, its root and some of
 * its entries together tell it from another disk, and from the empty folder that it is mounted on.
 */
export const driveIdentitySchema = z.object({
  uuid: z.string().nullable(),
  fsType: z.string(),
  blockSizeBytes: z.string(),
  blocks: z.string(),
  inode: z.string(),
  bornNs: z.string(),
  /** Where the drive begins on its filesystem, such as `/` or `/Films`; null where the system does not tell. */
  below: z.string().nullable(),
  known: z.array(knownSchema),
})
export type DriveIdentity = z.output<typeof driveIdentitySchema>

/** Nothing that leaves these as they are can be another disk. Anything else is looked at closely. */
export function isSameMount(left: RootFacts, right: RootFacts): boolean {
  const keys = ['device', 'inode', 'bornNs', 'fsType', 'blockSizeBytes', 'blocks'] as const
  return keys.every((key) => left[key] === right[key])
}

/** @param hits how many of the known entries are there, as they were */
export function isSameDrive(identity: DriveIdentity, root: RootFacts, hits: number): boolean {
  const isSameRoot = identity.inode === root.inode
  const isSameSize = identity.blockSizeBytes === root.blockSizeBytes && identity.blocks === root.blocks
  const isEmpty = identity.known.length === 0
  if (identity.uuid !== null && root.uuid !== null) {
    return identity.uuid === root.uuid && (isSameRoot || isEmpty || hits > 0)
  }
  if (identity.fsType !== root.fsType) return false
  if (isEmpty) return isSameRoot && isSameSize && identity.bornNs === root.bornNs
  return hits >= Math.ceil(identity.known.length / 2) && (isSameRoot || isSameSize)
}

/** Whether an entry is there as it was. A folder has no size, and its time changes with what comes into it. */
export function isKnownEntry(known: KnownEntry, now: KnownEntry | null): boolean {
  if (now === null || known.kind !== now.kind) return false
  return known.kind === 'folder' || (known.sizeBytes === now.sizeBytes && known.mtimeNs === now.mtimeNs)
}

/** Systems put these on every disk: they tell none from another. */
const EVERYWHERE =
  /^(lost\+found|System Volume Information|\$RECYCLE\.BIN|\.Trash.*|\.Spotlight.*|\.fseventsd|\.hearth)$/iu

export const tellsDrives = (name: string): boolean => !EVERYWHERE.test(name)
