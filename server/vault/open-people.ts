import { setTimeout as sleep } from 'node:timers/promises'
import { SETTINGS_DEFAULTS } from '#lib/contracts/http/system.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { createDoors, type OnKnock } from '#server/auth/doors.ts'
import { createIdentityService } from '#server/auth/identify.ts'
import { isOnLink } from '#server/auth/on-link.ts'
import { createPasswords, PASSWORD_COST, type PasswordCost } from '#server/auth/passwords.ts'
import { createPersonalOpenings } from '#server/auth/personal-openings.ts'
import { createSessionTokens } from '#server/auth/session-token.ts'
import { createSteadyTime } from '#server/auth/steady-time.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { Database } from '#server/db/database.ts'
import { createAccountNames } from '#server/features/accounts/account-names.service.ts'
import {
  createAccountRemovalService,
  type TransferPersonal,
} from '#server/features/accounts/account-removal.service.ts'
import { createAccountsRepo } from '#server/features/accounts/accounts.repo.ts'
import { createAccountsService } from '#server/features/accounts/accounts.service.ts'
import { createCredentialsService } from '#server/features/accounts/credentials.service.ts'
import { createPersonalAccessService } from '#server/features/accounts/personal-access.service.ts'
import { createAuditService } from '#server/features/audit/audit.service.ts'
import { createGrantsService } from '#server/features/rooms/grants.service.ts'
import { createPersistRoomsService } from '#server/features/rooms/persist-rooms.service.ts'
import { createPersonalRoomsService } from '#server/features/rooms/personal-rooms.service.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import { createRoomFolders } from '#server/features/rooms/room-folders.ts'
import { createRoomIntents, type IntentLog, type RoomIntent } from '#server/features/rooms/room-intents.ts'
import { createRoomPurge, ROOM_PURGE } from '#server/features/rooms/room-purge.ts'
import { createRoomsRepo } from '#server/features/rooms/rooms.repo.ts'
import { createRoomsService } from '#server/features/rooms/rooms.service.ts'
import { createServiceTokensService } from '#server/features/service-tokens/service-tokens.service.ts'
import { createSessionsService } from '#server/features/sessions/sessions.service.ts'
import { createSignIn } from '#server/features/sessions/sign-in.service.ts'
import { openSettingsService } from '#server/features/settings/settings.service.ts'
import { createTokensService } from '#server/features/tokens/tokens.service.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'

export interface PeopleDeps {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly config: VaultConfig
  readonly jobs: Jobs
  readonly roomsPath: string
  /** Signs the session cookies. */
  readonly secret: string
  readonly places: PlacesService
  readonly intents: IntentLog & { register<Payload>(kind: RoomIntent<Payload>): void }
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly holdPlace: <T>(placeId: PlaceId, work: () => Promise<T>) => Promise<T>
  readonly transferPersonal: TransferPersonal
  readonly forgetEntries: (placeId: PlaceId, signal: AbortSignal) => Promise<void>
  readonly onKnock?: OnKnock
  /** Tests hash cheaply and do not wait; the vault always takes the defaults. */
  readonly passwordCost?: PasswordCost
  readonly wait?: (ms: number) => Promise<void>
}

/** At most this many argon2 computations at once: each holds 64 MiB and a core. */
const PASSWORD_CONCURRENCY = 2

export type People = Awaited<ReturnType<typeof openPeople>>

/** Wires everything about who somebody is and what rooms there are. */
export async function openPeople(deps: PeopleDeps) {
  const { db, bus, clock, config, places, alone, holdPlace, intents } = deps
  const time = createSteadyTime(clock)
  const audit = createAuditService({ db, clock })
  const passwords = await createPasswords({
    concurrency: PASSWORD_CONCURRENCY,
    cost: deps.passwordCost ?? PASSWORD_COST,
  })
  const doors = createDoors({
    db,
    time,
    audit,
    policy: {
      get attempts() {
        return config.lockoutAttempts
      },
      get lockMs() {
        return config.lockoutMs
      },
    },
    isOnLink,
    onKnock: deps.onKnock,
    wait: deps.wait ?? ((ms) => sleep(ms)),
  })
  const settings = await openSettingsService({
    db,
    bus,
    audit,
    defaults: { ...SETTINGS_DEFAULTS, vaultName: config.name },
  })
  const sessions = createSessionsService({ db, clock, time, bus, audit })
  const accountsRepo = createAccountsRepo(db)
  const credentials = createCredentialsService({ repo: accountsRepo, doors, passwords, sessions })
  const tokens = createTokensService({ db, time, audit, sessions, credentials })

  const roomsRepo = createRoomsRepo(db)
  const folders = createRoomFolders(deps.roomsPath, 0o777 & ~config.umask)
  const roomIntents = createRoomIntents({ db, repo: roomsRepo, places, folders, intents, jobs: deps.jobs, bus })
  intents.register(roomIntents.create)
  intents.register(roomIntents.rename)
  intents.register(roomIntents.delete)
  deps.jobs.register(ROOM_PURGE, createRoomPurge({ folders, places, forgetEntries: deps.forgetEntries, alone }))
  const roomsDeps = {
    db,
    clock,
    time,
    bus,
    audit,
    repo: roomsRepo,
    places,
    folders,
    passwords,
    intents: { record: intents.record.bind(intents), remove: intents.remove.bind(intents), ...roomIntents },
    alone,
    holdPlace,
  }
  const rooms = createRoomsService(roomsDeps)
  const personalRooms = createPersonalRoomsService(roomsDeps)
  const grants = createGrantsService({
    db,
    clock,
    time,
    bus,
    audit,
    doors,
    passwords,
    places,
    rooms: roomsRepo,
    grantMs: config.grantMs,
  })
  const openings = createPersonalOpenings({ time, bus })
  const sessionTokens = createSessionTokens(deps.secret)
  const serviceTokens = createServiceTokensService({ db, clock, bus, audit })
  const identity = createIdentityService({
    ...{ clock, time, bus, sessionTokens, sessions, tokens, grants, openings, serviceTokens },
  })
  const accounts = createAccountsService({
    ...{ db, clock, time, bus, audit, doors, passwords, sessions, personalRooms },
    repo: accountsRepo,
  })
  return {
    time,
    accounts,
    names: createAccountNames({ accounts, bus }),
    doors,
    audit,
    passwords,
    settings,
    sessions,
    sessionTokens,
    tokens,
    serviceTokens,
    grants,
    rooms,
    places,
    openings,
    identity,
    credentials,
    persistRooms: createPersistRoomsService({ rooms, places }),
    removal: createAccountRemovalService({
      ...{ db, time, bus, audit, sessions, places, personalRooms, transferPersonal: deps.transferPersonal },
      repo: accountsRepo,
    }),
    personalAccess: createPersonalAccessService({ db, bus, audit, places, openings }),
    signIn: createSignIn({ db, time, audit, sessions, credentials }),
  }
}
