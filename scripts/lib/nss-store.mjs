/**
 * A home folder whose Chromium trusts one more certificate authority, as a person's device does after installing it.
 * Tests that start a browser with HOME set to it need no --ignore-certificate-errors, which would hide everything.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * @param {string} authorityPem
 * @returns {Promise<{ home: string, env: Record<string, string>, remove(): Promise<void> }>} `env` for the browser's
 * process
 * @throws Error when certutil (Debian: libnss3-tools) is not there
 */
export async function createTrustingHome(authorityPem) {
  const home = await mkdtemp(join(tmpdir(), 'hearth-home-'))
  const remove = () => rm(home, { recursive: true, force: true })
  try {
    const store = join(home, '.pki', 'nssdb')
    await mkdir(store, { recursive: true })
    const certPath = join(home, 'ca.crt')
    await writeFile(certPath, authorityPem)
    await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password'])
    await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'hearth', '-t', 'C,,', '-i', certPath])
  } catch (error) {
    await remove()
    if (error.code === 'ENOENT') throw new Error('certutil is needed (Debian: apt-get install libnss3-tools)')
    throw error
  }
  // Else a desktop's variables would lead Chromium back to the real home.
  return {
    home,
    env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_CACHE_HOME: join(home, '.cache') },
    remove,
  }
}
