import { stat } from 'node:fs/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { type DriveIdentity, isSameMount, type RootFacts } from './drive-identity.ts'
import { describeMount, findCandidates, identify, isDriveAt, lookAtRoot } from './look-at-root.ts'

/** A drive that is to be looked after. */
export interface DriveRecord {
  readonly placeId: PlaceId
  readonly name: string
  /** Where it was last found. */
  readonly root: string
  /** Where it was named; looked at first. */
  readonly path: string
  /** Null until it was seen for the first time. */
  readonly identity: DriveIdentity | null
}

export interface DriveStanding {
  readonly isThere: boolean
  readonly root: string
  readonly filesystem: string | null
  readonly isNetwork: boolean
}

/** What became of a drive; told after it counts. */
export type DriveNews =
  | { kind: 'there'; placeId: PlaceId; root: string; hasMoved: boolean }
  /** `device`: what was open on it is of no use any more. */
  | { kind: 'gone'; placeId: PlaceId; device: string }
  | { kind: 'known'; placeId: PlaceId; identity: DriveIdentity }

export interface PresenceDeps {
  onNews(news: DriveNews): void
  onError(error: unknown): void
  everyMs?: number
  /** A drive that does not answer for so long is not there. */
  patienceMs?: number
}

/**
 * Whether drives are there, looked at again and again. What must hold: nobody is given the root of a drive unless what
 * lies there now is that drive, never the empty folder it is mounted on; a drive that does not answer holds nobody up
 * but its own next look.
 */
export interface DrivePresence {
  /** Looks after these from now on; resolves after the first look at those that are new. */
  follow(records: readonly DriveRecord[]): Promise<void>
  /** @throws VaultError `place_offline` */
  rootOf(placeId: PlaceId): Promise<string>
  /** Null for what is no drive. */
  standingOf(placeId: PlaceId): DriveStanding | null
  close(): void
}

interface Watched {
  record: DriveRecord
  identity: DriveIdentity | null
  /** Of the last mount on which it was known; null while it is not there. */
  facts: RootFacts | null
  lastFacts: RootFacts | null
  root: string
  filesystem: string | null
  isNetwork: boolean
  identifiedAt: number
  looking: Promise<void> | null
  timer: NodeJS.Timeout | null
}

const EVERY_MS = 1_500
const PATIENCE_MS = 2_500
/** What a drive is known by is read anew, for people change what lies at its root. */
const IDENTIFY_EVERY_MS = 5 * 60_000

export function createDrivePresence(deps: PresenceDeps): DrivePresence {
  const { onNews, onError, everyMs = EVERY_MS, patienceMs = PATIENCE_MS } = deps
  const drives = new Map<PlaceId, Watched>()
  let isClosed = false

  function isFollowed(watched: Watched): boolean {
    return !isClosed && drives.get(watched.record.placeId) === watched
  }

  /** One look; never rejects. */
  async function look(watched: Watched): Promise<void> {
    const found = await find(watched)
    if (!isFollowed(watched)) return
    if (found === null) return lose(watched)
    const isNew = watched.facts === null
    const isAnother = watched.facts === null || !isSameMount(watched.facts, found.facts)
    const hasMoved = watched.root !== found.root
    watched.facts = found.facts
    watched.lastFacts = found.facts
    watched.root = found.root
    if (isAnother || hasMoved) Object.assign(watched, await describeMount(found.root))
    if (isAnother || performance.now() - watched.identifiedAt > IDENTIFY_EVERY_MS) await learn(watched, found.facts)
    if (!isFollowed(watched) || watched.facts !== found.facts) return
    const { placeId } = watched.record
    if (isNew || hasMoved) onNews({ kind: 'there', placeId, root: found.root, hasMoved })
  }

  async function find(watched: Watched): Promise<{ root: string; facts: RootFacts } | null> {
    const paths = [...new Set([watched.record.path, watched.root])]
    for (const path of paths) {
      const facts = await at(watched, path)
      if (facts !== null) return { root: path, facts }
    }
    if (watched.identity === null) return null
    const taken = new Set([...drives.values()].filter((other) => other !== watched).map(({ root }) => root))
    for (const path of await findCandidates(watched.record.path, watched.identity.below)) {
      const facts = taken.has(path) ? null : await at(watched, path)
      if (facts !== null) return { root: path, facts }
    }
    return null
  }

  async function at({ identity, lastFacts }: Watched, path: string): Promise<RootFacts | null> {
    const facts = await lookAtRoot(path)
    return facts !== null && (await isDriveAt(path, facts, identity, lastFacts)) ? facts : null
  }

  async function learn(watched: Watched, facts: RootFacts): Promise<void> {
    const identity = await identify(watched.root, facts)
    // It may have been pulled out while it was read: then what was read is not the drive.
    const after = await lookAtRoot(watched.root)
    if (after === null || !isSameMount(after, facts)) return
    watched.identifiedAt = performance.now()
    if (JSON.stringify(identity) === JSON.stringify(watched.identity)) return
    watched.identity = identity
    onNews({ kind: 'known', placeId: watched.record.placeId, identity })
  }

  function lose(watched: Watched): void {
    if (watched.facts === null) return
    const { device } = watched.facts
    watched.facts = null
    onNews({ kind: 'gone', placeId: watched.record.placeId, device })
  }

  /** Resolves after the look, or when it took too long; then the drive counts as gone until that look has ended. */
  async function lookWithPatience(watched: Watched): Promise<void> {
    watched.looking ??= look(watched)
      .catch(onError)
      .finally(() => {
        watched.looking = null
      })
    let patience: NodeJS.Timeout | undefined
    const tooLong = new Promise<'late'>((resolve) => {
      patience = setTimeout(() => resolve('late'), patienceMs)
    })
    const end = await Promise.race([watched.looking, tooLong])
    clearTimeout(patience)
    if (end === 'late' && isFollowed(watched)) lose(watched)
  }

  async function goOn(watched: Watched): Promise<void> {
    if (watched.timer) clearTimeout(watched.timer)
    await lookWithPatience(watched)
    if (!isFollowed(watched)) return
    if (watched.timer) clearTimeout(watched.timer)
    watched.timer = setTimeout(() => void goOn(watched), everyMs).unref()
  }

  function drop(watched: Watched): void {
    drives.delete(watched.record.placeId)
    if (watched.timer) clearTimeout(watched.timer)
  }

  return {
    async follow(records) {
      const wanted = new Map(records.map((record) => [record.placeId, record]))
      for (const [placeId, watched] of drives) {
        const record = wanted.get(placeId)
        if (record?.path === watched.record.path) watched.record = record
        else drop(watched)
      }
      const added = records.filter(({ placeId }) => !drives.has(placeId))
      await Promise.all(
        added.map((record) => {
          const { identity, root } = record
          const none = { facts: null, lastFacts: null, filesystem: null, looking: null, timer: null }
          const watched: Watched = { record, identity, root, ...none, isNetwork: false, identifiedAt: 0 }
          drives.set(record.placeId, watched)
          return goOn(watched)
        }),
      )
    },

    async rootOf(placeId) {
      const watched = drives.get(placeId)
      const facts = watched?.facts
      if (watched === undefined || !facts) throw offline(watched?.record.name)
      const { root } = watched
      const stats = await stat(root, { bigint: true }).catch(() => null)
      if (stats !== null && stats.dev.toString() === facts.device && stats.ino.toString() === facts.inode) return root
      // It was pulled out, or mounted anew, since the last look.
      void goOn(watched)
      throw offline(watched.record.name)
    },

    standingOf(placeId) {
      const watched = drives.get(placeId)
      if (watched === undefined) return null
      const { root, filesystem, isNetwork, facts } = watched
      return { isThere: facts !== null, root, filesystem, isNetwork }
    },

    close() {
      isClosed = true
      for (const watched of drives.values()) drop(watched)
    },
  }
}

const offline = (name: string | undefined) => new VaultError('place_offline', { details: name ? { name } : {} })
