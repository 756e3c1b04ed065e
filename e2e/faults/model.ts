/**
 * What must hold of any history of uploads, renames, moves and trashings, however often the vault was cut off in it.
 * Pure: a history of promises goes in, an observation of what is there, and out come the promises that were broken.
 */

/** Where the bytes of an upload are. Paths begin with the room: `main/a/film.bin`. */
export type Spot =
  /** Not listed: unfinished, refused, cancelled or never begun. */
  | { readonly kind: 'nowhere' }
  /** `null`: under whatever path. */
  | { readonly kind: 'listed'; readonly path: string | null }
  | { readonly kind: 'trash' }
  /** The content of another upload took its place. */
  | { readonly kind: 'version'; readonly replacedBy: string }

/** One file that somebody sent; no two have the same bytes. */
export interface Upload {
  readonly key: string
  readonly sizeBytes: number
  readonly sha256: string
  prefixSha256(sizeBytes: number): string
  /** The largest offset that the vault told; null before its creation was answered. Bytes below it may not be lost. */
  acknowledgedBytes: number | null
  /** Its sender gave it up, or asked for that and got no answer. */
  cancelled: boolean
  /** One of these is true. More than one only while an answer is outstanding. */
  spots: readonly Spot[]
}

export interface ListedFile {
  readonly path: string
  readonly entryId: string
  readonly sizeBytes: number
  /** As the vault tells it. */
  readonly sha256: string | null
}

export interface StoredFile {
  readonly area: 'room' | 'trash' | 'versions'
  readonly path: string
  readonly sizeBytes: number
  /** Of the bytes on the disk. */
  readonly sha256: string
}

export interface UnfinishedUpload {
  readonly key: string
  readonly offsetBytes: number
  /** Of the bytes below the offset; null when there are fewer. */
  readonly prefixSha256: string | null
}

/** What is there when nothing is under way any more. */
export interface Observation {
  readonly listed: readonly ListedFile[]
  readonly stored: readonly StoredFile[]
  readonly unfinished: readonly UnfinishedUpload[]
  /** Rows without bytes, bytes without rows, intents: whatever a recovery may not leave behind. */
  readonly leftovers: readonly string[]
}

/** @returns one line for each broken promise */
export function findBrokenPromises(uploads: Iterable<Upload>, seen: Observation): string[] {
  const known = [...uploads]
  const stored = byHash(seen.stored)
  const spots = new Map(known.map((upload) => [upload.key, spotsOf(upload, stored, seen.listed)]))
  return [
    ...known.flatMap((upload) => brokenFor(upload, spots, seen)),
    ...strangers(known, seen.stored),
    ...brokenListings(seen),
    ...seen.leftovers,
  ]
}

/** Makes what was seen the only possibility: what was in doubt is known now. */
export function settle(uploads: Iterable<Upload>, seen: Observation): void {
  const stored = byHash(seen.stored)
  for (const upload of uploads) {
    const [spot] = spotsOf(upload, stored, seen.listed)
    if (spot === undefined) upload.spots = [{ kind: 'nowhere' }]
    else upload.spots = [spot.kind === 'version' ? (upload.spots.find(isVersion) ?? spot) : spot]
    if (spot !== undefined) upload.acknowledgedBytes = upload.sizeBytes
  }
}

/** Whatever is possible for the files below a folder, once the folder may have become another one. */
export function underOtherFolder(
  spots: readonly Spot[],
  from: string,
  to: Spot & { kind: 'listed' | 'trash' },
): Spot[] {
  return spots.map((spot) => {
    if (spot.kind !== 'listed' || spot.path?.startsWith(`${from}/`) !== true) return spot
    return to.kind === 'listed' && to.path !== null
      ? { kind: 'listed', path: to.path + spot.path.slice(from.length) }
      : to
  })
}

const isVersion = (spot: Spot) => spot.kind === 'version'

function byHash(stored: readonly StoredFile[]): Map<string, StoredFile[]> {
  const found = new Map<string, StoredFile[]>()
  for (const file of stored) found.set(file.sha256, [...(found.get(file.sha256) ?? []), file])
  return found
}

/** Every place where the whole bytes of the upload lie; a right history has at most one. */
function spotsOf(upload: Upload, stored: Map<string, StoredFile[]>, listed: readonly ListedFile[]): Spot[] {
  const lying = (stored.get(upload.sha256) ?? []).map(({ area, path }): Spot => {
    if (area === 'room') return { kind: 'listed', path }
    return area === 'trash' ? { kind: 'trash' } : { kind: 'version', replacedBy: '' }
  })
  const told = listed.filter(({ path, sha256 }) => sha256 === upload.sha256 && !lying.some((spot) => isAt(spot, path)))
  return [...lying, ...told.map(({ path }): Spot => ({ kind: 'listed', path }))]
}

const isAt = (spot: Spot, path: string) => spot.kind === 'listed' && spot.path === path

function brokenFor(upload: Upload, spots: ReadonlyMap<string, readonly Spot[]>, seen: Observation): string[] {
  const found = spots.get(upload.key) ?? []
  if (found.length > 1) return [`${upload.key} lies in ${found.length} places: ${found.map(say).join(', ')}`]
  const spot = found[0] ?? { kind: 'nowhere' as const }
  const broken: string[] = []
  if (!upload.spots.some((possible) => isSame(possible, spot))) {
    broken.push(`${upload.key} is ${say(spot)}, but was promised ${upload.spots.map(say).join(' or ')}`)
  }
  if (spot.kind === 'version') broken.push(...brokenReplacement(upload, spots))
  return [...broken, ...brokenOffsets(upload, spot, seen.unfinished)]
}

/** A content gives way only to one that is there. */
function brokenReplacement(upload: Upload, spots: ReadonlyMap<string, readonly Spot[]>): string[] {
  const successor = upload.spots.find(isVersion)
  if (successor === undefined || successor.kind !== 'version') return []
  const there = (spots.get(successor.replacedBy) ?? []).length > 0
  return there ? [] : [`${upload.key} gave way to ${successor.replacedBy}, which is nowhere`]
}

function brokenOffsets(upload: Upload, spot: Spot, unfinished: readonly UnfinishedUpload[]): string[] {
  const { key, acknowledgedBytes, cancelled } = upload
  const waiting = unfinished.filter((one) => one.key === key)
  if (spot.kind !== 'nowhere') return waiting.length === 0 ? [] : [`${key} is ${say(spot)} and still unfinished`]
  if (waiting.length > 1) return [`${key} waits ${waiting.length} times`]
  const [state] = waiting
  if (state === undefined) {
    return acknowledgedBytes === null || cancelled ? [] : [`${key} was told ${acknowledgedBytes} and is unknown`]
  }
  if (state.offsetBytes < (acknowledgedBytes ?? 0)) {
    return [`${key} stands at ${state.offsetBytes}, though ${acknowledgedBytes} was told`]
  }
  const right = state.prefixSha256 === upload.prefixSha256(state.offsetBytes)
  return right ? [] : [`${key} has other bytes below ${state.offsetBytes} than were sent`]
}

function strangers(known: readonly Upload[], stored: readonly StoredFile[]): string[] {
  const hashes = new Set(known.map(({ sha256 }) => sha256))
  return stored
    .filter(({ sha256 }) => !hashes.has(sha256))
    .map(({ area, path, sizeBytes }) => `${path} in ${area} (${sizeBytes} bytes) is nothing that anybody sent whole`)
}

/** Listed means: there, whole, under this very hash; and whatever is there is listed. */
function brokenListings({ listed, stored }: Observation): string[] {
  const there = new Map(stored.filter(({ area }) => area === 'room').map((file) => [file.path, file]))
  const broken: string[] = []
  for (const { path, sha256, sizeBytes } of listed) {
    const file = there.get(path)
    if (file === undefined) broken.push(`${path} is listed, but not there`)
    else if (file.sizeBytes !== sizeBytes)
      broken.push(`${path} is listed with ${sizeBytes}, but has ${file.sizeBytes} bytes`)
    else if (file.sha256 !== sha256) broken.push(`${path} is listed with the hash ${sha256}, but has ${file.sha256}`)
    if (!there.delete(path) && file !== undefined) broken.push(`${path} is listed twice`)
  }
  for (const path of there.keys()) broken.push(`${path} is there, but not listed`)
  return broken
}

function isSame(possible: Spot, seen: Spot): boolean {
  if (possible.kind !== seen.kind) return false
  return possible.kind !== 'listed' || possible.path === null || (seen.kind === 'listed' && seen.path === possible.path)
}

function say(spot: Spot): string {
  if (spot.kind === 'listed') return `listed at ${spot.path ?? 'some path'}`
  if (spot.kind === 'version') return 'kept as a version'
  return spot.kind === 'trash' ? 'in the trash' : 'nowhere'
}
