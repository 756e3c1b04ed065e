/**
 * Prints the path of a Chromium for the end-to-end tests: HEARTH_CHROMIUM, the system's, Playwright's own, or Debian's
 * package when root may install it. Otherwise says exactly what to type.
 */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installPackages, mayInstallPackages } from './lib/machine-tools.mjs'
import { which } from './lib/run.mjs'

const HEADLESS_SHELL = 'chromium-headless-shell'
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']

/** @returns a path, or null */
export function findChromium(env = process.env) {
  if (env.HEARTH_CHROMIUM) {
    if (!existsSync(env.HEARTH_CHROMIUM))
      throw new Error(`HEARTH_CHROMIUM names ${env.HEARTH_CHROMIUM}, which is not there.`)
    return env.HEARTH_CHROMIUM
  }
  const inPath = SYSTEM_NAMES.map(which).find((path) => path !== null)
  return inPath ?? [...systemPlaces(env), ...playwrightPlaces(env)].find((path) => existsSync(path)) ?? null
}

/** @returns a path; @throws Error that says what to type */
export async function ensureChromium(say = console.log) {
  const found = findChromium()
  if (found !== null) return found
  if (mayInstallPackages() && (await installPackages(['chromium'], say))) {
    const installed = findChromium()
    if (installed !== null) return installed
  }
  throw new Error(
    [
      'There is no Chromium for the tests in a browser. Type one of these:',
      '  npx playwright install chromium',
      process.platform === 'linux' ? '  sudo apt-get install chromium        (Debian)' : null,
      process.platform === 'darwin' ? '  brew install --cask chromium' : null,
      process.platform === 'win32' ? '  winget install Google.Chrome' : null,
      'Or name one: HEARTH_CHROMIUM=/path/to/chromium npm run check',
    ]
      .filter((line) => line !== null)
      .join('\n'),
  )
}

/**
 * The same engine without the window around it: HEARTH_HEADLESS_SHELL, the system's, or Playwright's own. It needs 40 %
 * less of the processor for the same tests, and has no app windows and no store of certificates.
 * @returns a path, or null: then the whole browser does it, slower
 */
export function findHeadlessShell(env = process.env) {
  if (env.HEARTH_HEADLESS_SHELL !== undefined) return env.HEARTH_HEADLESS_SHELL || null
  // Whoever names a browser wants that one.
  if (env.HEARTH_CHROMIUM && env.HEARTH_CHROMIUM !== findChromium({ ...env, HEARTH_CHROMIUM: undefined })) return null
  const inPath = which(HEADLESS_SHELL)
  return inPath ?? playwrightShells(env).find((path) => existsSync(path)) ?? null
}

/** Installs the headless shell where that needs no question. Tests go on without. */
export async function ensureHeadlessShell(say = console.log) {
  if (findHeadlessShell() === null && mayInstallPackages() && !process.env.HEARTH_CHROMIUM) {
    await installPackages([HEADLESS_SHELL], say)
  }
  return findHeadlessShell()
}

function systemPlaces(env) {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) => [
      `/Applications/${name}.app/Contents/MacOS/${name}`,
      join(homedir(), `Applications/${name}.app/Contents/MacOS/${name}`),
    ])
  }
  if (process.platform !== 'win32') return []
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
  return roots.flatMap((root) =>
    [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ].map((path) => join(root, path)),
  )
}

function playwrightPlaces(env) {
  return playwrightBrowsers(env, 'chromium', [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ])
}

function playwrightShells(env) {
  return playwrightBrowsers(env, 'chromium_headless_shell', [
    'chrome-linux/headless_shell',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-mac/headless_shell',
    'chrome-headless-shell-mac-arm64/chrome-headless-shell',
    'chrome-headless-shell-mac-x64/chrome-headless-shell',
    'chrome-win/headless_shell.exe',
    'chrome-headless-shell-win64/chrome-headless-shell.exe',
  ])
}

/** Places in what `playwright install` downloaded, the newest revision first. */
function playwrightBrowsers(env, browser, places) {
  const cache = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  }
  const folder = env.PLAYWRIGHT_BROWSERS_PATH || (cache[process.platform] ?? join(homedir(), '.cache/ms-playwright'))
  if (!existsSync(folder)) return []
  const revision = (name) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0)
  const names = readdirSync(folder)
    .filter((name) => name.startsWith(`${browser}-`) && revision(name) > 0)
    .sort((a, b) => revision(b) - revision(a))
  return names.flatMap((name) => places.map((path) => join(folder, name, path)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureChromium((line) => console.error(line)).then(
    (path) => console.log(path),
    (error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )
}
