import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePorts, launchVault, type VaultProcess } from '../support/vault-process.ts'
import { attemptStart } from './support/attempt-start.ts'

let vault: VaultProcess
test.beforeAll(async () => {
  vault = await launchVault()
})
test.afterAll(() => vault.dispose())

test('a second vault on the same folder is told who holds it, and leaves the first alone', async () => {
  const [https, http] = await freePorts()
  const { code, words } = await attemptStart([
    ...['--data', vault.dataFolder, '--port', String(https), '--http-port', String(http)],
  ])
  expect(code).toBe(1)
  expect(words).toContain(`Another vault (process ${vault.pid()}, since `)
  expect(words).toContain(vault.dataFolder)
  expect(words).toContain('--data DIR')
  expect(words).not.toMatch(/^\s+at /m)
  expect((await fetch(`${vault.origin}/api/health`)).status).toBe(200)
})

for (const flag of ['--port', '--http-port'] as const) {
  test(`a taken port of ${flag} is told with the port, the flag and who may hold it`, async () => {
    const [https, http] = await freePorts()
    const taken = flag === '--port' ? vault.httpsPort : vault.httpPort
    const ports = { '--port': https, '--http-port': http, [flag]: taken }
    const folder = await mkdtemp(join(tmpdir(), 'hearth-port-'))
    try {
      const data = join(folder, 'data')
      const { code, words } = await attemptStart(['--data', data, ...Object.entries(ports).flat().map(String)])
      expect(code).toBe(1)
      expect(words).toContain(`Port ${taken} (${flag}) is taken`)
      expect(words).toContain('a vault that still runs')
      expect(words).toContain(`Choose another port with ${flag} PORT.`)
      expect(words).not.toMatch(/^\s+at /m)
      // The folder is free again for the next attempt.
      expect(await readdir(data)).not.toContain('lock.holder')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
