import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { canMakeNamespaces, WITHOUT_NAMESPACES } from '../support/network-namespaces.ts'
import type { ReturnProbe } from './support/return-probe.ts'

/**
 * Uploads after their page is closed, in a browser whose cable is really pulled: what is only emulated, its background sync
 * does not hear of.
 */

const SIZE = 3_000_000

test.skip(!canMakeNamespaces(), WITHOUT_NAMESPACES)

test('without a page, uploads go on by the worker alone as soon as the network or the vault is back', async () => {
  test.setTimeout(480_000)
  const inside = `exec "${process.execPath}" --import tsx e2e/network/support/return-probe.ts`
  const { stdout } = await promisify(execFile)('unshare', ['-n', 'sh', '-c', inside])
  const { added, broken, vaultAway } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ReturnProbe
  expect(added.sentBefore).toBe(0)
  for (const { sentBefore, sentAgain } of [broken, vaultAway]) {
    expect(sentBefore).toBeGreaterThan(0)
    expect(sentBefore).toBeLessThan(SIZE)
    // What the vault had stays; not even a file that goes with its creation is sent as a whole again.
    expect(sentAgain).toBeLessThan(SIZE / 3)
  }
})
