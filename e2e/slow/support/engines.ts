import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { connectOverHttp, connectToFirefox, type SendCommand } from './web-driver.ts'

const run = promisify(execFile)

/** A browser that is no Chromium, with a home of its own that goes with it. */
export interface Engine {
  readonly name: string
  readonly version: string
  readonly send: SendCommand
  /** Where it saves downloads. */
  readonly downloads: string
  close(): Promise<void>
}

export interface EngineKind {
  readonly name: string
  /** Null when it can run here, otherwise what is missing. */
  whyNot(): Promise<string | null>
  open(): Promise<Engine>
}

const FIREFOX = ['firefox-esr', 'firefox']
const MINI_BROWSERS = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
]

export const FIREFOX_ENGINE: EngineKind = {
  name: 'Firefox',
  whyNot: async () => ((await findProgram(FIREFOX)) === null ? 'firefox-esr is not installed' : null),
  async open() {
    const home = await makeHome()
    // A machine without a sound card: played to nobody.
    await writeFile(join(home.folder, '.asoundrc'), 'pcm.!default { type null }\nctl.!default { type null }\n')
    const port = await freePort()
    const preferences = {
      'marionette.port': port,
      'browser.download.folderList': 2,
      'browser.download.dir': home.downloads,
      'browser.download.always_ask_before_handling_new_types': false,
      'media.autoplay.default': 0,
      'media.cubeb.backend': 'alsa',
      'dom.disable_beforeunload': true,
      // Nothing is told to anybody outside of this machine.
      'app.normandy.enabled': false,
      'browser.safebrowsing.downloads.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,',
    }
    const lines = Object.entries(preferences).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`)
    await writeFile(join(home.folder, 'user.js'), lines.join('\n'))
    const program = (await findProgram(FIREFOX)) ?? ''
    const browser = start(program, ['--marionette', '--headless', '--no-remote', '--profile', home.folder], home.env)
    const send = await within(60_000, () => connectToFirefox(port))
    const { capabilities } = (await send('newSession', {})) as { capabilities: { browserVersion: string } }
    return {
      ...{ name: 'Firefox', version: capabilities.browserVersion, send, downloads: home.downloads },
      async close() {
        await end(browser)
        await home.remove()
      },
    }
  },
}

/** What Safari has and the WebKit of Debian leaves off. */
const STORAGE = ['StorageAPI', 'StorageAPIEstimate', 'FileSystem', 'AccessHandle', 'FileSystemWritableStream']

/** WebKit as it comes, and with the storage for files switched on. */
export const WEBKIT_ENGINES = [webKit('WebKitGTK', []), webKit('WebKitGTK-storage', STORAGE)]

function webKit(name: string, features: readonly string[]): EngineKind {
  return {
    name,
    async whyNot() {
      for (const program of ['WebKitWebDriver', 'Xvfb', ...MINI_BROWSERS.slice(0, 1)]) {
        if ((await findProgram(program === MINI_BROWSERS[0] ? MINI_BROWSERS : [program])) === null)
          return `${program} is not installed`
      }
      return null
    },
    async open() {
      const home = await makeHome()
      const port = await freePort()
      const screen = start(
        'Xvfb',
        ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
        home.env,
        true,
      )
      const display = await readLine(screen)
      const driver = start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
        ...home.env,
        DISPLAY: `:${display}`,
      })
      const binary = (await findProgram(MINI_BROWSERS)) ?? ''
      const send = connectOverHttp(port)
      const { capabilities } = (await within(30_000, () =>
        send('newSession', {
          capabilities: {
            alwaysMatch: {
              'webkitgtk:browserOptions': {
                binary,
                args: ['--automation', ...features.map((feature) => `--features=+${feature}`)],
              },
            },
          },
        }),
      )) as { capabilities: { browserVersion: string } }
      return {
        ...{ name, version: capabilities.browserVersion, send, downloads: home.downloads },
        async close() {
          await send('deleteSession').catch(() => undefined)
          await end(driver)
          await end(screen)
          await home.remove()
        },
      }
    },
  }
}

async function makeHome() {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-engine-'))
  const downloads = join(folder, 'Downloads')
  await mkdir(join(folder, '.config'), { recursive: true })
  await mkdir(downloads)
  await writeFile(join(folder, '.config', 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
  const env = { ...process.env, HOME: folder, LANG: 'C.UTF-8', MOZ_CRASHREPORTER_DISABLE: '1' }
  return { folder, downloads, env, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** The bytes of the only whole file that was saved, null until there is one. */
export async function readDownload(folder: string, name: string): Promise<Buffer | null> {
  const names = await readdir(folder)
  if (names.some((one) => one.endsWith('.part') || one.endsWith('.wkdownload'))) return null
  return names.includes(name) ? readFile(join(folder, name)) : null
}

function start(program: string, args: string[], env: NodeJS.ProcessEnv, tells = false): ChildProcess {
  return spawn(program, args, { env, stdio: ['ignore', 'ignore', 'ignore', ...(tells ? (['pipe'] as const) : [])] })
}

async function readLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const piece of child.stdio[3] as NodeJS.ReadableStream) {
    text += String(piece)
    if (text.includes('\n')) break
  }
  return text.trim()
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

async function within<T>(ms: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + ms
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

async function findProgram(names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const found = await run('sh', ['-c', 'command -v "$0"', name]).catch(() => null)
    if (found !== null) return found.stdout.trim()
  }
  return null
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
