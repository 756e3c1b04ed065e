import type { BulkBody, EntryView, JobView, Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, DeviceId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts, Role } from '#lib/core/permissions/actors-and-targets.ts'
import { systemClock } from '#server/clock.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { presentJob } from '../bulk/own-jobs.ts'
import type { FilePartsDeps } from '../file-parts.ts'
import { createFilesService, type FilesService, type FilesServiceDeps } from '../files.service.ts'
import type { ListRequest } from '../listing/list-folder.ts'
import type { Keeping } from '../retention/retention.ts'
import { openTestVault, type TestVault } from './test-vault.ts'

/** A vault with people who ask for things, and the jobs that do them. */
export interface TestFiles extends TestVault {
  files: FilesService
  jobs: Jobs
  /** Rules of the places, which tests change. */
  facts: Map<PlaceId, PlaceFacts>
  /** How long things are kept, which tests change. */
  keeping: Keeping
  placeFacts(more?: Partial<PlaceFacts>): PlaceFacts
  /** Asks for a bulk action and waits for its end. */
  bulk(body: BulkBody, actor?: Actor, place?: PlaceId): Promise<JobView>
  list(request?: Partial<ListRequest>, actor?: Actor, place?: PlaceId): ReturnType<FilesService['list']>
  namesIn(path?: string, place?: PlaceId): Promise<string[]>
  idOf(path: string, place?: PlaceId): Promise<EntryView['id']>
  /** Entries by their paths, as a bulk action takes them. */
  select(...paths: string[]): Promise<Selector>
}

export const ANNA_ACTOR = accountActor('anna', 'editor')
export const guestActor = (device: string): Actor => ({
  principal: { kind: 'guest', deviceId: device as DeviceId },
  deviceId: device as DeviceId,
  grants: [],
  openedPersonal: [],
})

export function accountActor(name: string, role: Role): Actor {
  return {
    principal: { kind: 'account', accountId: name as AccountId, role, sessionId: `session-${name}` as SessionId },
    deviceId: null,
    grants: [],
    openedPersonal: [],
  }
}

export async function openTestFiles(
  more: Partial<FilePartsDeps> & {
    currentActor?: (actor: Actor) => Promise<Actor | null>
    assertRoom?: FilesServiceDeps['assertRoom']
  } = {},
): Promise<TestFiles> {
  const vault = await openTestVault(more)
  const { db, errors } = vault
  const facts = new Map<PlaceId, PlaceFacts>()
  const placeFacts = (wish: Partial<PlaceFacts> = {}): PlaceFacts => ({
    id: vault.place,
    kind: 'room',
    access: 'lan',
    guestRole: 'editor',
    readOnly: false,
    ownerId: null,
    memberIds: [],
    trash: true,
    writable: true,
    onlyAdminsDelete: false,
    linksBy: 'editors',
    ...wish,
  })
  facts.set(vault.place, placeFacts())
  const keeping: Keeping = { trashKeepDays: 30, versionKeepDays: 90, versionKeepCount: 20 }
  const jobs = new Jobs({ repo: new JobsRepo(db), clock: systemClock, onError: (error) => void errors.push(error) })
  const files = createFilesService({
    onDeleted: () => {},
    db,
    clock: systemClock,
    rootOf: vault.rootOf,
    parts: vault,
    jobs,
    findFacts: async (id) => facts.get(id as PlaceId) ?? null,
    nameOf: async (id) => `name of ${id}`,
    keeping: () => keeping,
    judge: more.stamp ?? systemClock.now,
    currentActor: more.currentActor ?? (async (actor) => actor),
    assertRoom: more.assertRoom ?? (async () => undefined),
  })
  await jobs.start()
  const requireFacts = (place: PlaceId) => {
    const found = facts.get(place)
    if (!found) throw new VaultError('not_found')
    return found
  }
  const list: TestFiles['list'] = (request = {}, actor = ANNA_ACTOR, place = vault.place) =>
    files.list({ path: '', limit: 200, sort: 'name', order: 'asc', ...request }, { actor, place: requireFacts(place) })

  async function idOf(path: string, place = vault.place): Promise<EntryView['id']> {
    const names = path.split('/')
    const folder = await list({ path: names.slice(0, -1).join('/') }, ANNA_ACTOR, place)
    const entry = folder.entries.find(({ name }) => name === names.at(-1))
    if (!entry) throw new Error(`${path} is not listed`)
    return entry.id
  }

  return {
    ...vault,
    files,
    jobs,
    facts,
    keeping,
    placeFacts,
    list,
    namesIn: async (path = '', place = vault.place) =>
      (await list({ path }, ANNA_ACTOR, place)).entries.map((entry) => entry.name),
    idOf,
    select: async (...paths) => ({ kind: 'ids', ids: await Promise.all(paths.map((path) => idOf(path))) }),
    async bulk(body, actor = ANNA_ACTOR, place = vault.place) {
      const job = await files.bulk(body, { actor, place: requireFacts(place) })
      return presentJob((await jobs.settled(job.id, 30_000)) ?? job)
    },
    async addPlace(slug) {
      const added = await vault.addPlace(slug)
      facts.set(added.place, placeFacts({ id: added.place }))
      return added
    },
    async remove() {
      await jobs.drain()
      await vault.remove()
    },
  }
}
