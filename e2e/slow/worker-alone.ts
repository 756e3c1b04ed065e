import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type DetachedBrowser, type DetachedPage, openDetachedBrowser } from '../support/detached-browser.ts'
import { addFilesOfChance, COUNT_COPIES, IS_READY, listHashes, signInProfile, until } from '../support/detached-room.ts'
import { moveIn } from '../support/people.ts'
import { openSlowWire, type SlowWire } from '../support/slow-wire.ts'
import { launchVault } from '../support/vault-process.ts'

/**
 * `npm run slow:worker-alone [-- --seconds 330]`: a queue that takes so long goes on with no page open and no debugger
 * anywhere, as long as the browser lets the worker; the rest is sent when the app is opened again. Needs a build. Fails
 * when a file is lost, there twice or another one, or when more was sent again than may be.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '330' } } })
const seconds = Number(values.seconds)
const SPEED = 250_000
const FILES = 10
/** Half as much again as fits: something has to be left for the visit afterwards. */
const fileBytes = Math.round((SPEED * seconds * 1.5) / FILES)
/** What may be sent again after each time that a sender was ended. */
const BOUND = 8 * 1024 * 1024

const NAMES = Array.from({ length: FILES }, (_, index) => `left-${index}.bin`)

/** With no page: until the time is over or nothing has moved for long. Answers when the last byte came. */
async function watchAlone(wire: SlowWire, browser: DetachedBrowser) {
  const begun = performance.now()
  const before = wire.arrivedBytes()
  let last = { bytes: before, atS: 0 }
  let workerEndedAtS: number | null = null
  for (let atS = 0; atS < seconds; atS = (performance.now() - begun) / 1_000) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const bytes = wire.arrivedBytes()
    // A page that says that it is still there is no upload.
    if (bytes - last.bytes > SPEED / 10) last = { bytes, atS }
    const isRunning = (await browser.listWorkers()).length > 0
    if (isRunning) workerEndedAtS = null
    else workerEndedAtS ??= atS
  }
  return { sentAloneBytes: last.bytes - before, lastByteAtS: last.atS, workerEndedAtS }
}

async function prove(vaultOrigin: string, wire: SlowWire, profile: string, admin: Api) {
  const browser = await openDetachedBrowser(profile)
  try {
    let page: DetachedPage = await browser.openPage(`${wire.origin}/place?id=main`)
    await until('the page is ready', () => page.evaluate<boolean>(IS_READY), Boolean)
    wire.limitTo(SPEED)
    const before = wire.arrivedBytes()
    const digests = await page.evaluate<Record<string, string>>(addFilesOfChance(NAMES, fileBytes))
    await until(
      'the device keeps all',
      () => page.evaluate<number>(COUNT_COPIES),
      (count) => count === FILES,
    )
    await until(
      'it is being sent',
      async () => wire.arrivedBytes() - before,
      (bytes) => bytes > SPEED,
    )
    await page.close()
    const alone = await watchAlone(wire, browser)
    const doneAlone = (await listHashes(admin)).size

    wire.limitTo(null)
    page = await browser.openPage(`${wire.origin}/place?id=main`)
    const done = await until(
      'all is there',
      () => listHashes(admin),
      (files) => Object.entries(digests).every(([name, sha256]) => files.get(name) === sha256),
    )
    await until(
      'nothing is kept any more',
      () => page.evaluate<number>(COUNT_COPIES),
      (count) => count === 0,
    )
    const overheadBytes = wire.arrivedBytes() - before - FILES * fileBytes
    const { uploads } = await admin.call(ROUTES.uploads.list, {})
    const figures = { vaultOrigin, seconds, files: FILES, fileBytes, ...alone, doneAlone, overheadBytes }
    const isAlone = alone.sentAloneBytes > (SPEED * seconds) / 4
    const isRight = isAlone && done.size === FILES && uploads.length === 0 && overheadBytes <= 2 * BOUND
    return { figures, isRight }
  } finally {
    await browser.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'hearth-worker-alone-'))
const vault = await launchVault()
const wire = await openSlowWire(vault.httpPort)
try {
  const admin = await moveIn(vault)
  await signInProfile(folder, wire.origin)
  const { figures, isRight } = await prove(vault.origin, wire, folder, admin)
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  if (!isRight) process.exitCode = 1
} finally {
  await wire.close()
  await vault.dispose()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
