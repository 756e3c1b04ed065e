import { createHash } from 'node:crypto'
import { bytes } from '#server/features/uploads/testing/tus-client.ts'
import type { Spot, Upload } from '../model.ts'

/** A file that somebody sent, with all that its sender remembers. */
export interface Sent extends Upload {
  readonly body: Buffer
  readonly place: string
  /** As it was told at the creation, relative to the place. */
  readonly folder: string
  readonly name: string
  /** It was to take the name of this one. */
  readonly replaces: Sent | null
  /** Of the upload; null when there is none to go on with. */
  address: string | null
  entryId: string | null
  /** What trashed it, when it was trashed alone. */
  trashedBy: { readonly job: string | null; readonly place: string } | null
  /** The folder in which it was trashed. */
  trashedIn: string | null
  /** Another file is about to take its name, or an act on it is under way. */
  isHeld: boolean
}

export interface SendPlan {
  readonly key: string
  readonly seed: number
  readonly sizeBytes: number
  readonly place: string
  readonly folder: string
  readonly name: string
  readonly replaces: Sent | null
}

export function newSent({ seed, sizeBytes, ...plan }: SendPlan): Sent {
  const body = bytes(sizeBytes, seed)
  const hash = (part: Uint8Array): string => createHash('sha256').update(part).digest('hex')
  return {
    ...plan,
    ...{ body, sizeBytes, sha256: hash(body), acknowledgedBytes: null, cancelled: false, isHeld: false },
    ...{ spots: [{ kind: 'nowhere' }], address: null, entryId: null, trashedBy: null, trashedIn: null },
    prefixSha256: (countBytes) => hash(body.subarray(0, countBytes)),
  }
}

export const targetOf = ({ place, folder, name }: Sent): Spot & { kind: 'listed'; path: string } => ({
  kind: 'listed',
  path: [place, folder, name].filter((part) => part !== '').join('/'),
})

/** From here on it may also be there. */
export function mayBe(upload: Upload, spot: Spot): void {
  upload.spots = [...upload.spots, spot]
}

/** The one place where it is, when there is no doubt. */
export function certainPath({ spots }: Upload): string | null {
  const [spot] = spots
  return spots.length === 1 && spot?.kind === 'listed' ? spot.path : null
}

/** The last bytes are about to go out: it may be listed before the answer comes. */
export function beginListing(sent: Sent): void {
  mayBe(sent, targetOf(sent))
  if (sent.replaces !== null) mayBe(sent.replaces, { kind: 'version', replacedBy: sent.key })
}

export function endListing(sent: Sent): void {
  sent.spots = [targetOf(sent)]
  if (sent.replaces === null) return
  sent.replaces.spots = [{ kind: 'version', replacedBy: sent.key }]
}
