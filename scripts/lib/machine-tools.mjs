import { readFileSync } from 'node:fs'
import { run, which } from './run.mjs'

/** Debian's package for each program that a test needs beside Node. */
const PACKAGES = {
  openssl: 'openssl',
  curl: 'curl',
  certutil: 'libnss3-tools',
  unzip: 'unzip',
  ffmpeg: 'ffmpeg',
  pdftoppm: 'poppler-utils',
  ip: 'iproute2',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.xfs': 'xfsprogs',
  'avahi-daemon': 'avahi-daemon',
  'avahi-resolve': 'avahi-utils',
  'dbus-daemon': 'dbus',
  chromium: 'chromium',
  'chromium-headless-shell': 'chromium-headless-shell',
}

/**
 * Root on Debian: there packages may be installed without asking. (Ubuntu's chromium package is only a pointer to a
 * snap.)
 */
export function mayInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || which('apt-get') === null) return false
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false // no such file: not a Debian
  }
}

/** @returns whether apt-get installed them all */
export async function installPackages(programs, say = console.log) {
  const names = programs.map((program) => PACKAGES[program])
  say(`Installing ${names.join(', ')} with apt-get ...`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  if ((await run('apt-get', ['update', '-qq'], quiet)) !== 0) return false
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quiet)) === 0
}

/** The programs that are neither there nor could be installed: tests that need them are skipped by name. */
export async function ensurePrograms(programs, say = console.log) {
  const missing = programs.filter((program) => which(program) === null)
  if (missing.length > 0 && mayInstallPackages()) await installPackages(missing, say)
  return missing.filter((program) => which(program) === null)
}
