import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { makeProfile } from '../pages/support/own-browser.ts'
import { openRoom } from '../pages/support/room.ts'
import { addFiles } from '../support/add-files.ts'
import { COUNT_COPIES, listHashes, until } from '../support/detached-room.ts'
import { signInByForm } from '../support/fixtures.ts'
import { moveIn } from '../support/people.ts'
import { createSamples } from '../support/sample-files.ts'
import { openSlowLine } from '../support/slow-line.ts'
import { launchVault } from '../support/vault-process.ts'

/**
 * `npm run slow:last-chance`: the browser wakes the app's worker for the last time while the vault is away and no page is
 * open. The worker tries as long as it may (150 s), then a notification says that something is left, and the next visit
 * sends it. Needs a build.
 */
const WORDS = 'Not everything is sent yet. Open Hearth, and it goes on.'
const SIZE = 3_000_000

const samples = await createSamples()
const vault = await launchVault()
const line = await openSlowLine(vault.httpPort)
const profile = await makeProfile()
const browser = await profile.open()
try {
  const admin = await moveIn(vault)
  const { context, page } = browser
  const home = { ...vault, origin: line.origin }
  await context.grantPermissions(['notifications'], { origin: line.origin })
  const file = await samples.write('left.bin', SIZE)
  await signInByForm(page, home)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto(`${line.origin}/you`)
  await page.getByRole('switch', { name: 'Tell me when it is done' }).press('Space')
  await expect(page.getByRole('switch', { name: 'Tell me when it is done' })).toBeChecked({ timeout: 20_000 })
  await openRoom(page, home)
  line.limit({ up: SIZE / 10, down: null })
  await addFiles(page, [file.path])
  await until(
    'it is kept',
    () => page.evaluate<number>(COUNT_COPIES),
    (count) => count === 1,
  )
  line.cut(true)

  const session = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  const event = { origin: line.origin, registrationId: await registered, tag: 'hearth-uploads', lastChance: true }
  await session.send('ServiceWorker.dispatchSyncEvent', event)
  // The browser ends with its last page.
  await context.newPage()
  const startedAt = performance.now()
  await page.close()
  await sleep(165_000)

  const visit = await context.newPage()
  await visit.goto(`${line.origin}/place?id=main`)
  const told = await visit.evaluate(async () => {
    const shown = await (await navigator.serviceWorker.ready).getNotifications()
    return shown.map(({ title, body }) => `${title}: ${body}`)
  })
  line.limit({ up: null, down: null })
  line.cut(false)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  await until(
    'the next visit sends it',
    () => listHashes(admin),
    (files) => files.get('left.bin') === file.sha256,
  )
  process.stdout.write(`${JSON.stringify({ told, seconds, sentBytes: line.counts().sent.get('left.bin') })}\n`)
  if (told.join() !== `Hearth: ${WORDS}`) process.exitCode = 1
} finally {
  await browser.close()
  await profile.remove()
  await line.close()
  await vault.dispose()
  await samples.remove()
}
