import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDetachedBrowser } from '../../support/detached-browser.ts'
import {
  addFilesOfChance,
  COUNT_COPIES,
  IS_READY,
  listHashes,
  signInProfile,
  until,
} from '../../support/detached-room.ts'
import { moveIn } from '../../support/people.ts'
import { openSlowLine } from '../../support/slow-line.ts'
import { launchVault } from '../../support/vault-process.ts'

/**
 * Runs inside a network namespace of its own, whose one cable is pulled and plugged in again: so the browser itself knows
 * whether it is online. No debugger is at its worker. Prints what happened as one line of JSON.
 */
export interface ReturnProbe {
  /** Added without a network, the page closed: what passed before the network was back, and how soon all was there. */
  readonly added: { readonly sentBefore: number; readonly tookS: number }
  /** The network went away in the middle, then the page was closed. */
  readonly broken: { readonly sentBefore: number; readonly tookS: number; readonly sentAgain: number }
  /** The vault alone was away. */
  readonly vaultAway: { readonly sentBefore: number; readonly tookS: number; readonly sentAgain: number }
}

const SIZE = 3_000_000
const run = promisify(execFile)
const ip = (...args: string[]) => run('ip', args)

await ip('link', 'set', 'lo', 'up')
await ip('link', 'add', 'wifi0', 'type', 'veth', 'peer', 'name', 'router0')
await ip('addr', 'add', '10.78.0.2/24', 'dev', 'wifi0')
await ip('link', 'set', 'router0', 'up')
await ip('link', 'set', 'wifi0', 'up')

const folder = await mkdtemp(join(tmpdir(), 'hearth-return-'))
const vault = await launchVault()
const line = await openSlowLine(vault.httpPort)
const setNetwork = async (isThere: boolean) => {
  line.cut(!isThere)
  await ip('link', 'set', 'wifi0', isThere ? 'up' : 'down')
}
try {
  const admin = await moveIn(vault)
  await signInProfile(folder, line.origin)
  const browser = await openDetachedBrowser(folder)
  try {
    const room = `${line.origin}/place?id=main`
    const sentOf = (name: string) => line.counts().sent.get(name) ?? 0

    async function goOn(name: string, digest: string | undefined, comeBack: () => unknown) {
      // What was on its way has arrived; from here on nothing can.
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const sentBefore = sentOf(name)
      const startedAt = performance.now()
      await comeBack()
      const isThere = (files: Map<string, string | null>) => files.get(name) === digest
      await until(`${name} is there`, () => listHashes(admin), isThere, 150)
      return { sentBefore, tookS: (performance.now() - startedAt) / 1000, sentAgain: sentOf(name) - SIZE }
    }

    async function breakOff(name: string, goAway: () => unknown) {
      const page = await browser.openPage(room)
      await until('the page is ready', () => page.evaluate<boolean>('!!navigator.serviceWorker.controller'), Boolean)
      await until(
        'the list is shown',
        () => page.evaluate<boolean>(`document.body.innerText.includes('.bin')`),
        Boolean,
      )
      line.limit({ up: SIZE / 10, down: null })
      const digests = await page.evaluate<Record<string, string>>(addFilesOfChance([name], SIZE))
      await until(
        'it is kept',
        () => page.evaluate<number>(COUNT_COPIES),
        (count) => count === 1,
      )
      await until(
        'it is sent',
        async () => sentOf(name),
        (bytes) => bytes > SIZE / 10,
      )
      await goAway()
      await page.close()
      line.limit({ up: null, down: null })
      return digests[name]
    }

    const page = await browser.openPage(room)
    await until('the page is ready', () => page.evaluate<boolean>(IS_READY), Boolean)
    await setNetwork(false)
    await until('the browser knows', () => page.evaluate<boolean>('!navigator.onLine'), Boolean)
    const digests = await page.evaluate<Record<string, string>>(addFilesOfChance(['added.bin'], SIZE))
    await until(
      'it is kept',
      () => page.evaluate<number>(COUNT_COPIES),
      (count) => count === 1,
    )
    await page.close()
    const { sentAgain: _, ...added } = await goOn('added.bin', digests['added.bin'], () => setNetwork(true))
    const broken = await goOn('broken.bin', await breakOff('broken.bin', () => setNetwork(false)), () =>
      setNetwork(true),
    )

    const away = await breakOff('away.bin', () => line.cut(true))
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const vaultAway = await goOn('away.bin', away, () => line.cut(false))
    console.log(JSON.stringify({ added, broken, vaultAway } satisfies ReturnProbe))
  } finally {
    await browser.close()
  }
} finally {
  await line.close()
  await vault.dispose()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
