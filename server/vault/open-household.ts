import type { LogComponent } from '#lib/contracts/http/admin.ts'
import { currentActor } from '#server/auth/current-actor.ts'
import { createSessionCookies } from '#server/auth/session-cookies.ts'
import { sweepPeople } from '#server/auth/sweep.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import { readBuildInfo } from '#server/config/build-info.ts'
import { followPersistFile } from '#server/config/follow-persist-file.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { DataFolder } from '#server/data-folder/open-data-folder.ts'
import { recordUploads } from '#server/features/access-log/upload-record.service.ts'
import { createBackupService } from '#server/features/backup/backup.service.ts'
import { announceUploads } from '#server/features/chat/announce-uploads.ts'
import { createChatService } from '#server/features/chat/chat.service.ts'
import { createDrivesService } from '#server/features/drives/drives.service.ts'
import { createNamedDrives } from '#server/features/drives/named-drives.service.ts'
import { createDrivePresence } from '#server/features/drives/presence.service.ts'
import { findPrograms } from '#server/features/pictures/find-programs.ts'
import { createPictures } from '#server/features/pictures/pictures.service.ts'
import { createPlaybackService } from '#server/features/playback/playback.service.ts'
import { createPlacesService } from '#server/features/rooms/places.service.ts'
import { openSetupService } from '#server/features/setup/setup.service.ts'
import { newSetupCode } from '#server/features/setup/setup-code.ts'
import { openUploads } from '#server/features/uploads/open-uploads.ts'
import type { UploadLimits } from '#server/features/uploads/upload-limits.ts'
import { createWatchingRepo } from '#server/features/watching/watching.repo.ts'
import { createWatchingService } from '#server/features/watching/watching.service.ts'
import type { Targets } from '#server/http/call.ts'
import { openBackground } from '#server/jobs/background.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import type { Log } from '#server/log/log.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import { forAdminsAny } from './any-job.ts'
import { backUpInThread } from './backup-thread.ts'
import type { Closers } from './closers.ts'
import { openAccessLog } from './open-access-log.ts'
import { openDatabase } from './open-database.ts'
import { openFiles } from './open-files.ts'
import { openPeople } from './open-people.ts'
import { openSearch } from './open-search.ts'
import { openShareLinks } from './open-share-links.ts'
import { tellDoors, tellingKnocks, tellingPublisher, tellJobs } from './tell-log.ts'
import { readTestFault } from './test-fault.ts'

export interface HouseholdDeps {
  readonly config: VaultConfig
  readonly folder: DataFolder
  readonly bus: Bus
  readonly clock: Clock
  readonly closers: Closers
  readonly log: Pick<Log, 'of'>
  readonly metrics: Metrics
  /** What nobody is there to be told. */
  readonly onError: (error: unknown, component?: LogComponent) => void
  readonly warn: (message: string) => void
}

/** A commit that waits longer for the disk is worth a line. */
const SLOW_COMMIT_SECONDS = 1
const SWEEP_EVERY_MS = 6 * 3_600_000

export type Household = Awaited<ReturnType<typeof openHousehold>>

/**
 * Opens everything behind the wire, in the order that D3 needs: database, intents of folders, uploads. When it
 * resolves, what a crash left half done is whole again, and nothing watches or listens yet.
 */
export async function openHousehold(deps: HouseholdDeps) {
  const { config, folder, bus, clock, closers, log, metrics, warn } = deps
  const toldBy = (component: LogComponent) => (error: unknown) => deps.onError(error, component)
  const onError = toldBy('vault')
  const db = await openDatabase({
    ...{ dataFolder: folder.path, clock, onError: toldBy('database') },
    onGroup: ({ units, seconds }) => {
      metrics.committed(seconds, units)
      if (seconds > SLOW_COMMIT_SECONDS) log.of.database.warn({ units, seconds }, 'the disk was slow')
    },
  })
  closers.add('database', () => db.close())
  const jobs = new Jobs({ repo: new JobsRepo(db), clock, onError: toldBy('jobs') })
  // Closed after everything that notes something.
  closers.add('access log', () => access.close())
  closers.add('jobs', () => jobs.drain())
  jobs.onProgress((job) => bus.emit('job.progress', { jobId: job.id }))
  tellJobs(jobs, { log: log.of.jobs, metrics })
  const background = await openBackground({ db, clock, jobs })
  const access = openAccessLog({
    ...{ db, bus, clock, jobs, metrics, onError, log: log.of.vault },
    settings: () => people.settings.current(),
    time: () => people.time(),
  })
  const accessLog = access.log

  const testFault = readTestFault({
    env: process.env,
    parentPid: process.ppid,
    die: () => process.kill(process.pid, 'SIGKILL'),
  })
  const presence = createDrivePresence({ onNews: (news) => drives.hear(news), onError })
  closers.add('drives', presence.close)
  const places = createPlacesService({
    ...{ db, clock, bus },
    roomsPath: folder.roomsPath,
    rules: {
      onlyAdminsDelete: () => people.settings.current().onlyAdminsDelete,
      linksAllowed: () => people.settings.current().linksAllowed,
    },
    drives: presence,
  })
  // Files ask who somebody is by now, and people keep rooms, whose files they are: each is only asked once both are
  // there.
  const files = openFiles({
    ...{ db, bus, clock, jobs, places, testFault, onError, warn, accessLog },
    note: (message, facts) => log.of.vault.info(facts, message),
    umask: config.umask,
    pace: background.pace,
    driveAt: (placeId) => presence.standingOf(placeId),
    onIndexed: (placeId) => drives.noteIndexed(placeId),
    nameOf: (accountId) => people.names.nameOf(accountId),
    keeping: () => people.settings.current(),
    currentActor: (actor) => currentActor({ db, ...people }, actor),
    assertRoom: (more) => uploads.service.assertRoom(more),
  })
  closers.add('files', () => files.close())
  const search = openSearch({
    ...{ db, clock, jobs, places, dataFolder: folder.path, files: files.service },
    onError: toldBy('database'),
  })
  closers.add('search', () => search.close())
  const secret = (await folder.loadSecret('session')).toString('base64url')
  const people = await openPeople({
    ...{ db, bus, clock, config, jobs, places, secret },
    onKnock: tellingKnocks(log.of.auth),
    roomsPath: folder.roomsPath,
    intents: files.intents,
    alone: files.alone,
    holdPlace: files.holdPlace,
    transferPersonal: files.service.transferPlace,
    forgetEntries: async (placeId, signal) => {
      await files.service.forgetPlace(placeId, signal)
      await chat.forgetPlace(placeId, signal)
    },
  })
  const drives = createDrivesService({
    ...{ db, clock, bus, places, presence, jobs, onError, dataPath: folder.path },
    ...{ time: people.time, audit: people.audit, alone: files.alone, letGo: files.letGo },
    forgetEntries: files.service.forgetPlace,
    indexingOf: files.indexing.of,
    startIndexing: files.indexing.start,
  })
  // Before anything is read or written: what was begun on a drive goes on only where that drive is.
  await drives.open()
  const chat = createChatService({
    ...{ db, bus, clock, onError, time: people.time, files: files.service },
    nameOf: people.names.nameOf,
    findFacts: places.findFacts,
    allPlaces: async () => (await places.all()).map(({ facts }) => facts),
  })
  closers.add('chat', () => chat.flushUploads())
  bus.on('grant.made', ({ placeId, deviceId }) => {
    chat.unlocked(placeId, { kind: 'guest', deviceId }).catch(onError)
  })
  await files.intents.replayAll()

  const limits = (): UploadLimits => ({
    maxFileBytes: config.maxFileBytes,
    freeSpaceFloorBytes: config.freeSpaceFloorBytes,
    accountQuotaBytes: config.accountQuotaBytes,
    guestQuotaBytes: config.guestQuotaBytes,
    maxUnfinishedPerOwner: config.maxUnfinishedUploads,
    maxUnfinishedPerAddress: config.maxUnfinishedUploads * 10,
    keepMs: config.uploadKeepMs,
  })
  const uploads = openUploads({
    db,
    clock,
    limits,
    rootOf: places.rootOf,
    onError: toldBy('uploads'),
    publisher: tellingPublisher(
      recordUploads(announceUploads(files.publisher, { lines: chat, findFacts: places.findFacts }), accessLog),
      { log: log.of.uploads, metrics },
    ),
    fileMode: 0o666 & ~config.umask,
    ...(testFault === null ? {} : { faultPoint: testFault }),
  })
  closers.add('upload threads', () => uploads.close())
  const recovery = await uploads.recover()
  recovery.finished.catch(toldBy('uploads'))

  await people.rooms.ensureMain()
  const code = newSetupCode()
  const setup = await openSetupService({ code, ...people })
  if (config.adminUser !== null && config.adminPassword !== null) {
    await setup.runUnattended({ name: config.adminUser, password: config.adminPassword })
  }
  const namedDrives = createNamedDrives({ drives, persistPath: config.persistPath, warn })
  await namedDrives.keep(config.drives)
  const persist = await followPersistFile({
    path: config.persistPath,
    appliedPath: folder.appliedPersistPath,
    hashPassword: people.passwords.hash,
    apply: async (plan) => {
      await people.persistRooms.apply(plan)
      await namedDrives.apply(plan)
    },
    warn,
  })
  closers.add('persist.json', () => persist.close())
  tellDoors(bus, log.of.auth)

  const targets: Targets = {
    findPlace: places.findFacts,
    findEntry: files.service.findTarget,
    findUpload: (id) => uploads.service.findUpload(id),
  }
  const backups = createBackupService({
    ...{ db, clock, jobs, warn, onError, audit: people.audit, scrub: files.scrub },
    dataPath: folder.path,
    program: readBuildInfo().version,
    pace: background.pace,
    runBackUp: backUpInThread,
  })
  const programs = await findPrograms(process.env.PATH ?? '')
  const playback = createPlaybackService({ files: files.media, programs })
  const pictures = createPictures({
    ...{ db, bus, clock, jobs, onError },
    files: files.pictures,
    folder: folder.thumbnailsPath,
    quotaBytes: () => config.thumbnailSpaceBytes,
    programs,
    pace: background.pace,
    onEnd: metrics.pictureEnded,
    onTrouble: (error) => log.of.vault.warn({ err: error }, 'pictures of files'),
  })
  closers.add('pictures', () => pictures.close())
  const shareLinks = openShareLinks({
    ...{ db, bus, clock, secret, people, files, limits, dataPath: folder.path, accessLog, onError },
    uploads: uploads.service,
  })
  const watching = createWatchingService({ db, bus, clock, repo: createWatchingRepo(db), files: files.service })
  const cookies = createSessionCookies({ clock, tokens: people.sessionTokens })
  return {
    db,
    access,
    background,
    persist,
    people,
    files,
    drives,
    unnameDrive: (path: string) => persist.alone(() => namedDrives.unname(path)),
    search: search.service,
    uploads,
    chat,
    pictures,
    backups,
    shareLinks,
    watching,
    playback,
    limits,
    setup,
    cookies,
    clock,
    jobs,
    targets,
    dataPath: folder.path,
    identify: people.identity.identify,
    authDoor: {
      secret,
      sessionTokens: people.sessionTokens,
      sessions: people.sessions,
      signIn: people.signIn,
    },
    facts: {
      editorsMayCreateRooms: () => people.settings.current().editorsMayCreateRooms,
      setupNeeded: setup.isNeeded,
    },
    channels: {
      findPlace: places.findFacts,
      seqOf: files.service.seqOf,
      describeJob: forAdminsAny(jobs, files.service.describeJob),
      chat,
    },
    usedByAccounts: files.service.usedByAccounts,
    vaultName: () => people.settings.current().vaultName,
    settings: () => people.settings.current(),
    setupCode: () => (setup.isNeeded() ? code : null),
    drainUploads: () => uploads.service.drain(),
    /** Once the vault answers: jobs, watching, sweeping. */
    startBackground(): void {
      const stopSweeping = uploads.startSweeping()
      const stopBackups = backups.startSchedule()
      const sweep = (): void => {
        sweepPeople({ db, time: people.time }).catch(onError)
        chat.sweep().catch(onError)
        shareLinks.sweep().catch(onError)
      }
      const timer = setInterval(sweep, SWEEP_EVERY_MS)
      timer.unref()
      sweep()
      closers.add('sweeping', () => {
        clearInterval(timer)
        stopSweeping()
        stopBackups()
      })
      jobs.start().then(files.start).then(pictures.start).then(search.start).then(access.start).catch(onError)
    },
  }
}
