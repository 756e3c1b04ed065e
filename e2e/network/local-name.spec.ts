import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { canMakeNamespaces, WITHOUT_NAMESPACES } from '../support/network-namespaces.ts'
import type { LocalNameProbe } from './support/local-name-probe.ts'

/** The vault's name in the home network, asked for by avahi at the other end of a cable that leads nowhere else. */

let probe: LocalNameProbe

const lacks = (command: string) => spawnSync(command, ['--version']).error !== undefined
test.skip(!canMakeNamespaces(), WITHOUT_NAMESPACES)
test.skip(['avahi-daemon', 'avahi-resolve', 'dbus-daemon', 'curl'].some(lacks), 'needs avahi, dbus and curl')

test.beforeAll(async () => {
  test.setTimeout(240_000)
  const inside = `exec "${process.execPath}" --import tsx e2e/network/support/local-name-probe.ts`
  const { stdout } = await promisify(execFile)('unshare', ['-n', '-m', 'sh', '-c', inside], { maxBuffer: 8 << 20 })
  probe = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LocalNameProbe
})

test('another machine finds the vault by its name, and https under it is trusted', () => {
  expect(probe.resolved).toBe('10.77.0.1')
  expect(probe.printed).toBe(true)
  expect(probe.certified).toEqual(expect.arrayContaining(['DNS:hearth.local', 'IP Address:10.77.0.1']))
  expect(probe.health).toContain('"status"')
})

test('the name follows a new address, and is gone when the vault stops', () => {
  expect(probe.afterMove).toBe('10.77.0.3')
  expect(probe.certifiedAfterMove).toBe(true)
  expect(probe.afterStop).toBeNull()
})

test('a name that another machine has is left to it, in words', () => {
  expect(probe.taken.output).toContain('Another device is called hearth.local')
  expect(probe.taken.resolved).toBe('10.77.0.3')
  expect(probe.taken.health).toContain('"status"')
})

test('the name once taken is kept over a restart, and defended', () => {
  expect(probe.remembered.printed).toBe(true)
  expect(probe.remembered.resolved).toBe('10.77.0.3')
  expect(probe.remembered.visitorLog).toContain('hearth-3')
})
