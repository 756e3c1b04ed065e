import { appendFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '#server/config/load-config.ts'
import { examineDatabase } from '#server/db/sqlite/examine-database.ts'
import { openTestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { examine } from './examine.ts'
import { lookAtDatabase } from './look-at-database.ts'

const NOW = Date.UTC(2026, 10, 21)
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-doctor-'))
  await chmod(folder, 0o700)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const look = async (...flags: string[]) => {
  const argv = ['--data', folder, '--port', '0', '--http-port', '0', '--free-space-floor', '1MB', ...flags]
  return examine(loadConfig({ argv, env: {}, readFile: () => null }), examineDatabase, NOW)
}
const lookAt = (now: number) => lookAtDatabase(examineDatabase(join(folder, 'vault.db')), folder, now)
const of = (findings: Awaited<ReturnType<typeof look>>, subject: string) =>
  findings.find((finding) => finding.subject === subject)

test('a machine that never ran a vault has nothing bad', async () => {
  const findings = await look()
  expect(findings.filter(({ state }) => state === 'bad')).toEqual([])
  expect(of(findings, 'Database')?.said).toBe('It is made at the first start.')
})

test('a folder that others may read, and a disk below its floor', async () => {
  await chmod(folder, 0o755)
  const findings = await look('--free-space-floor', '9000TB')
  expect(of(findings, 'Data folder')).toMatchObject({ state: 'warning' })
  expect(of(findings, 'Disk')).toMatchObject({ state: 'bad' })
})

test('a port that another program answers on', async () => {
  const server = createServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const findings = await look('--http-port', String(port))
  server.close()
  expect(of(findings, `Port ${port}`)).toMatchObject({ state: 'bad', said: 'Another program answers here.' })
})

test('a sound database, one from the future, and one that is damaged', async () => {
  const opened = await openTestDatabase()
  try {
    const audit = { actor_kind: 'system', action: 'x', target_kind: 'vault', details: '{}' } as const
    requireCommitted(
      await opened.db.commit([opened.db.build.insertInto('audit').values({ ...audit, id: 'a', at: NOW - 1_000 })]),
    )
    await opened.db.backupTo(join(folder, 'vault.db'))
  } finally {
    await opened.remove()
  }
  expect(lookAt(NOW).map(({ state }) => state)).toEqual(['good', 'good'])
  expect(lookAt(NOW - 3_600_000)).toMatchObject([{ state: 'good' }, { subject: 'Clock', state: 'bad' }])

  const database = new Sqlite(join(folder, 'vault.db'))
  database.exec('update schema_migrations set number = number + 1000')
  database.close()
  expect(lookAt(NOW)[0]).toMatchObject({ state: 'bad', mend: 'Start that release.' })

  await writeFile(join(folder, 'vault.db'), 'this is no database')
  appendFileSync(join(folder, 'vault.db'), Buffer.alloc(8192, 7))
  expect(lookAt(NOW)).toMatchObject([{ subject: 'Database', state: 'bad' }])
})
