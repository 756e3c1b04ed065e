import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountView } from '#lib/contracts/http/people.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Role } from '#lib/core/permissions/actors-and-targets.ts'
import { cookieNames } from '#server/auth/cookies.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { createKeyedLock } from '#server/auth/keyed-lock.ts'
import { type Bus, type BusEvents, createBus } from '#server/bus.ts'
import { loadConfig } from '#server/config/load-config.ts'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { FsIntents } from '#server/features/files/intents/fs-intents.ts'
import { createPlacesService } from '#server/features/rooms/places.service.ts'
import type { Identity } from '#server/http/call.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { openPeople, type People } from '#server/vault/open-people.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export const PASSWORD = 'correct horse battery'
export const ADDRESS = '192.168.7.20'

export interface TestPeople extends People {
  readonly db: TestDatabase['db']
  readonly clock: TestClock
  readonly bus: Bus
  readonly jobs: Jobs
  readonly intents: FsIntents
  readonly dataFolder: string
  readonly roomsPath: string
  /** What the doors waited for to slow a guesser down, in milliseconds. */
  readonly waits: number[]
  readonly heard: { [E in keyof BusEvents]?: BusEvents[E][] }
  readonly transfers: { from: PlaceId; to: PlaceId; folder: string }[]
  addAccount(name: string, role?: Role): Promise<AccountView & { id: AccountId }>
  /** Signs in as a browser would. @returns the Cookie header */
  signInCookie(name: string, password?: string): Promise<string>
  identify(headers: { cookie?: string; authorization?: string }): Promise<Identity>
  /** What a restart does: everything is made anew from the same disk. */
  restart(): Promise<TestPeople>
  remove(): Promise<void>
}

/** Accounts, rooms and doors on a real database and disk; cheap hashes, a clock that stands still, nobody waits. */
export async function openTestPeople(options: { clock?: TestClock; from?: TestDatabase } = {}): Promise<TestPeople> {
  const opened = options.from ?? (await openTestDatabase({ lazyDelayMs: 1 }))
  const { db, dataFolder } = opened
  const clock = options.clock ?? createTestClock()
  const heard: TestPeople['heard'] = {}
  const bus = createBus((error) => opened.errors.push(error))
  for (const event of ['session.ended', 'account.changed', 'place.changed', 'grant.ended'] as const) {
    bus.on(event, (payload) => {
      const list = (heard[event] ?? []) as unknown[] // the list of this very event
      Object.assign(heard, { [event]: [...list, payload] })
    })
  }
  const roomsPath = join(dataFolder, 'rooms')
  await mkdir(roomsPath, { recursive: true })
  const jobs = new Jobs({ repo: new JobsRepo(db), clock, onError: (error) => opened.errors.push(error) })
  const intents = new FsIntents({
    ...{ db, now: clock.now, onError: (error) => opened.errors.push(error) },
    hold: (_places, work) => work(),
    note: () => {},
  })
  const lock = createKeyedLock()
  const waits: number[] = []
  const transfers: TestPeople['transfers'] = []
  const people = await openPeople({
    ...{ db, bus, clock, jobs, roomsPath, intents },
    config: loadConfig({ argv: [], env: {}, readFile: () => null, home: dataFolder, cwd: dataFolder }),
    secret: 'a secret of the test',
    places: createPlacesService({
      db,
      clock,
      bus,
      roomsPath,
      drives: {
        rootOf: () => Promise.reject(new VaultError('place_offline')),
        standingOf: () => null,
      },
      rules: { onlyAdminsDelete: () => false, linksAllowed: () => true },
    }),
    alone: (work) => lock.run('rooms', work),
    holdPlace: (_placeId, work) => work(),
    transferPersonal: async (from, to, folder) => {
      transfers.push({ from, to, folder })
    },
    forgetEntries: async () => {},
    passwordCost: { memoryKiB: 64, passes: 1 },
    wait: async (ms) => {
      waits.push(ms)
    },
  })
  await intents.replayAll()
  await people.rooms.ensureMain()

  const signInCookie = async (name: string, password = PASSWORD) => {
    const { sessionId } = await people.signIn({ name, password, address: ADDRESS, deviceId: null, userAgent: 'test' })
    return `${cookieNames(true).session}=${await people.sessionTokens.seal(sessionId)}`
  }
  return {
    ...people,
    ...{ db, clock, bus, jobs, intents, dataFolder, roomsPath, waits, heard, transfers, signInCookie },
    async addAccount(name, role = 'viewer') {
      // Lists are in the order of making; two in one millisecond would have none.
      clock.pass(1)
      const account = await people.accounts.create({ name, password: PASSWORD, role, quotaBytes: null }, SYSTEM)
      return { ...account, id: account.id as AccountId } // as the contract's text says
    },
    identify: (headers) => people.identity.identify({ headers, secure: true, address: ADDRESS }),
    async restart() {
      await jobs.drain()
      await db.close()
      return openTestPeople({ clock, from: await openTestDatabase({ dataFolder, lazyDelayMs: 1 }) })
    },
    async remove() {
      await jobs.drain()
      await opened.remove()
    },
  }
}
