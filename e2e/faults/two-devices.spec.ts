import { expect, test } from '@playwright/test'
import { bytes, create, type Door, patch } from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import * as reception from './support/reception.ts'
import { type Dice, rollDice } from './support/seeded.ts'

const MiB = 1 << 20
/** Answers that a device gets which is not the one whose bytes count. */
const BEATEN = [409, 410, 423]

let vault: VaultProcess
let devices: [Door, Door]

test.beforeAll(async () => {
  vault = await launchVault({ flags: ['--rate-upload', 'none'] })
  await moveIn(vault)
  // Each signed in by itself: the same person on a phone and on a laptop.
  devices = [await reception.openDoor(vault, ADMIN), await reception.openDoor(vault, ADMIN)]
})
test.afterAll(() => vault.dispose())

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Asks where the upload stands and sends on from there, until it is over. @returns what was acknowledged to it */
async function sendAll(door: Door, address: string, body: Buffer, dice: Dice): Promise<Stretch[]> {
  const acknowledged: Stretch[] = []
  for (;;) {
    const from = await reception.offsetOf(door, address)
    if (from === body.length) return acknowledged
    const to = Math.min(body.length, from + 1 + dice.between(0, 1_500_000))
    const answer = await patch(door, address, from, body.subarray(from, to))
    if (answer.status === 204) acknowledged.push({ from, to })
    else expect(BEATEN, `${answer.status} ${answer.body}`).toContain(answer.status)
  }
}

test('one upload sent from two devices at once is finished exactly once, no byte acknowledged to both', async () => {
  for (const seed of [1, 2, 3]) {
    const name = `both-${seed}.bin`
    const body = bytes(8 * MiB + seed, seed)
    const sha256 = reception.sha256Of(body)
    const address = await create(devices[0], name, body.length, { sha256 })
    const stretches = (
      await Promise.all(devices.map((door, index) => sendAll(door, address, body, rollDice(seed * 10 + index))))
    ).flat()

    const results = await Promise.all(devices.map((door) => reception.resultOf(door, address)))
    expect(results[0]).toMatchObject({ finalName: name, sha256 })
    expect(results[1]).toEqual(results[0])
    // Bytes of a device that made way are kept without a 204, so there may be gaps, but never an overlap.
    const ordered = stretches.sort((one, other) => one.from - other.from)
    for (const [index, { to }] of ordered.entries()) expect(to).toBeLessThanOrEqual(ordered[index + 1]?.from ?? to)
    expect(ordered.at(-1)?.to).toBe(body.length)
    const { bytes: listed } = await reception.readDownload(
      await reception.beginDownload(devices[1], results[0]?.entryId ?? ''),
    )
    expect(reception.sha256Of(listed)).toBe(sha256)
  }
  expect((await reception.namesIn(devices[0], 'main')).sort()).toEqual(['both-1.bin', 'both-2.bin', 'both-3.bin'])
})

test('one transfer begun on both at once is one upload and one file', async () => {
  const body = bytes(300_000)
  const begun = await Promise.all(devices.map((door) => create(door, 'once.bin', body.length, { transferId: 'once' })))
  expect(begun[0]).toBe(begun[1])
  await Promise.all(devices.map((door, index) => sendAll(door, begun[0] ?? '', body, rollDice(index))))
  expect((await reception.namesIn(devices[0], 'main')).filter((name) => name.startsWith('once'))).toEqual(['once.bin'])
})
