import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { canMakeNamespaces, WITHOUT_NAMESPACES } from '../support/network-namespaces.ts'
import type { Findings } from './support/half-open-probe.ts'

const VAULT = '10.213.8.1'
const PHONE = '10.213.8.2'

test.skip(!canMakeNamespaces(), WITHOUT_NAMESPACES)

test('a device that left without a word gives its upload to another one, which goes on from every byte that came', async () => {
  test.setTimeout(120_000)
  const addresses = `ip link set lo up && ip addr add ${VAULT}/32 dev lo && ip addr add ${PHONE}/32 dev lo`
  const probe = `exec "${process.execPath}" --import tsx e2e/faults/support/half-open-probe.ts ${VAULT} ${PHONE}`
  const { stdout } = await promisify(execFile)('unshare', ['-n', 'sh', '-c', `${addresses} && ${probe}`])
  const findings = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Findings
  // Otherwise it was an ordinary goodbye.
  expect(findings.believedIn).toBe(2)
  expect(findings).toMatchObject({ keptBytes: (1 << 20) + 333, takenOver: 204, isSame: true })
})
