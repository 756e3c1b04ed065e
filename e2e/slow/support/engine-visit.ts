import { createHash } from 'node:crypto'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { putFile, shaOf } from '../../pages/support/room.ts'
import { ADMIN, apiOf } from '../../support/people.ts'
import type { Sample, Samples } from '../../support/sample-files.ts'
import { makeFilm, makeSound } from '../../support/sample-media.ts'
import type { SlowLine } from '../../support/slow-line.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { button, type EngineHands, field, handsOf, menuItem, withText } from './engine-hands.ts'
import { canKeep, countCopies, countKept, isPaused, lengthIs, playsAt, readRange, seekTo } from './engine-page.ts'
import { type Engine, readDownload } from './engines.ts'

const MB = 1_000_000
const SECONDS = 40
const FILES = '//input[@type="file" and @aria-label="Files"]'

export interface Visit {
  engine: Engine
  vault: VaultProcess
  line: SlowLine
  samples: Samples
}

export interface Step {
  readonly name: string
  /** @returns what there is to say of it */
  run(): Promise<string>
}

/** What somebody does in a browser on the first day, from the set-up code to signing out. */
export function planVisit({ engine, vault, line, samples }: Visit): Step[] {
  const hands = handsOf(engine)
  const { origin } = line
  let api: Api
  let upload: Sample
  const media = new Map<string, string>()
  const openRoom = () => hands.go(`${origin}/place?id=main&view=list`)

  return [
    {
      name: 'first start',
      async run() {
        await hands.go(origin)
        await hands.at('/setup')
        await hands.type(field('Set-up code'), vault.setupCode())
        await hands.press(button('Next'))
        await hands.type(field('Your name'), ADMIN.name)
        await hands.type(field('Password'), ADMIN.password)
        await hands.press(button('Next'))
        await hands.press('//label[contains(normalize-space(.), "Everybody with an account")]')
        await hands.press(button('Open the vault'))
        await hands.leftFrom('/setup')
        await hands.see('main')
        api = await apiOf(vault, ADMIN)
        return 'by the code on the console'
      },
    },
    {
      name: 'sign in',
      async run() {
        await hands.forgetCookies()
        await hands.go(`${origin}/sign-in`)
        await hands.type(field('Name'), ADMIN.name)
        await hands.type(field('Password'), ADMIN.password)
        await hands.press(button('Sign in'))
        await hands.leftFrom('/sign-in')
        return describeBrowser(hands)
      },
    },
    {
      name: 'upload with a reload in the middle',
      async run() {
        upload = await samples.write('Holiday.bin', 24 * MB)
        line.limit({ up: 3 * MB, down: null })
        await openRoom()
        await hands.choose(FILES, upload.path)
        await hands.until('a part of it is there', async () => (await offsetOf(api)) > 4 * MB)
        const keepsCopies = await hands.run(canKeep)
        if (keepsCopies)
          await hands.until('a whole copy is on the device', async () => (await hands.run(countCopies)) === 1)
        const before = line.passed().up
        await hands.reload()
        if (!keepsCopies) {
          await hands.see('needs you')
          await hands.choose(FILES, upload.path)
        }
        await hands.until('it goes on', async () => line.passed().up - before > 3 * MB)
        line.limit({ up: null, down: null })
        await hands.until('the same SHA-256', async () => (await shaOf(api, 'main', 'Holiday.bin')) === upload.sha256)
        const again = line.passed().up - upload.bytes.byteLength
        if (again > 8 * MB) throw new Error(`${again} bytes were sent again`)
        return `goes on ${keepsCopies ? 'by itself, from its copy' : 'once the file is chosen again'}, same SHA-256`
      },
    },
    {
      name: 'list',
      async run() {
        for (const [name, bytes] of [
          ['Tone.wav', makeSound(SECONDS)],
          ['Ember.webm', makeFilm(SECONDS, 100_000)],
        ] as const) {
          media.set(name, await put(vault, name, bytes))
          await hands.find(withText(name))
        }
        await hands.find(withText('Holiday.bin'))
        return 'new entries appear without a reload'
      },
    },
    ...[...(['Tone.wav', 'Ember.webm'] as const)].map(
      (name): Step => ({
        name: `play ${name} and seek`,
        async run() {
          await hands.go(`${origin}/place?id=main&entry=${media.get(name)}`)
          await hands.until('its length is known', () => hands.run(lengthIs, SECONDS))
          for (const seconds of [30, 10]) {
            await hands.run(seekTo, seconds)
            // A browser that plays nothing by itself waits for a tap.
            await hands.until('it plays', async () => {
              if (await hands.run(isPaused)) await hands.press(button('Play'))
              return !(await hands.run(isPaused))
            })
            await hands.until(`plays from ${seconds} s`, () => hands.run(playsAt, seconds))
          }
          return 'plays on from two places'
        },
      }),
    ),
    {
      name: 'download',
      async run() {
        await openRoom()
        await hands.askForMenu(withText('Holiday.bin'))
        await hands.press(menuItem('Download'))
        return saved(hands, { engine, name: 'Holiday.bin', sha256: upload.sha256 })
      },
    },
    {
      name: 'download and verify',
      async run() {
        if (!(await hands.run(canKeep))) return 'not offered: this browser keeps no files'
        const other = await samples.write('Checked.bin', 5 * MB)
        await put(vault, 'Checked.bin', other.bytes)
        await openRoom()
        await choosePinItem(hands, 'Checked.bin', 'Download and verify')
        return saved(hands, { engine, name: 'Checked.bin', sha256: other.sha256 })
      },
    },
    {
      name: 'keep offline',
      async run() {
        if (!(await hands.run(canKeep))) {
          await hands.go(`${origin}/offline`)
          await hands.see('This browser cannot keep files for offline use.')
          return 'in words: this browser cannot'
        }
        await openRoom()
        await choosePinItem(hands, 'Ember.webm', 'Keep offline')
        await hands.go(`${origin}/offline`)
        await hands.see('Verified')
        await hands.until('the worker has the page', () => hands.run(() => navigator.serviceWorker.controller !== null))
        await vault.kill()
        const path = `/api/files/${media.get('Ember.webm')}/content`
        const answer = await hands.until('the kept file answers', async () => {
          const got = await hands.run(readRange, path)
          return got.status === 206 && got
        })
        if (answer.range !== `bytes 1000-1999/${makeFilm(SECONDS, 100_000).byteLength}`) throw new Error(answer.range)
        await hands.go(`${origin}/offline`)
        await hands.see('Verified')
        await vault.start()
        return 'verified, its page and its ranges are there while the vault is off'
      },
    },
    {
      name: 'sign out',
      async run() {
        await hands.go(`${origin}/you`)
        // Those of other sessions name them.
        await hands.press('//button[normalize-space(.)="Sign out" and not(@aria-label)]')
        await hands.at('/sign-in')
        const path = `/api/files/${media.get('Ember.webm')}/content`
        const { status } = await hands.run(readRange, path)
        if (status !== 401) throw new Error(`the file answers ${status}`)
        if (await hands.run(canKeep))
          await hands.until('no file is left', async () => (await hands.run(countKept)) === 0)
        return 'no file answers, and none is left on the device'
      },
    },
  ]
}

async function describeBrowser(hands: EngineHands): Promise<string> {
  const secure = await hands.run(() => window.isSecureContext)
  return secure ? 'a secure page on localhost' : 'NOT a secure page on localhost'
}

/** The rows of pins are there once the page is at rest. */
async function choosePinItem(hands: EngineHands, name: string, label: string): Promise<void> {
  await hands.find(withText(name))
  await hands.until(`${label} can be chosen`, async () => {
    await hands.askForMenu(withText(name))
    await hands.press(`${menuItem(label)}[not(@aria-disabled="true")]`)
    return true
  })
}

async function saved(
  hands: EngineHands,
  { engine, name, sha256 }: { engine: Engine; name: string; sha256: string },
): Promise<string> {
  const bytes = await hands.until(`${name} is saved`, () => readDownload(engine.downloads, name))
  const got = createHash('sha256').update(bytes).digest('hex')
  if (got !== sha256) throw new Error(`saved ${bytes.byteLength} bytes with another SHA-256`)
  return 'saved with the same SHA-256'
}

async function offsetOf(api: Api): Promise<number> {
  const { uploads } = await api.call(ROUTES.uploads.list, {})
  return Math.max(0, ...uploads.map(({ offsetBytes }) => offsetBytes))
}

function put(vault: VaultProcess, path: string, bytes: Uint8Array): Promise<string> {
  return putFile(vault, { place: 'main', path, bytes: new Uint8Array(bytes) })
}
