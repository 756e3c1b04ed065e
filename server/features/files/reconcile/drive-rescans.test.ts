import { expect, it } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { DriveRescans } from './drive-rescans.ts'

const drive = 'd' as PlaceId
const timing = { driveRescanEveryMs: 1_000_000, unwatchedRescanEveryMs: 1_000 }

function looked(tookMs: number, isComplete = true) {
  let now = 0
  const rescans = new DriveRescans({ clock: { monotonic: () => now }, timing, isComplete: () => isComplete })
  const end = rescans.begin(drive)
  now = tookMs
  end()
  return {
    isDueAfter(ms: number, isNetwork: boolean) {
      now = tookMs + ms
      return rescans.isDue(drive, { isNetwork })
    },
  }
}

it('looks often where changes do not tell themselves, and seldom where they do', () => {
  const quick = looked(10)
  expect(quick.isDueAfter(999, true)).toBe(false)
  expect(quick.isDueAfter(1_000, true)).toBe(true)
  expect(quick.isDueAfter(999_999, false)).toBe(false)
  expect(quick.isDueAfter(1_000_000, false)).toBe(true)
})

it('looks often also when the system gives no more watches', () => {
  expect(looked(10, false).isDueAfter(1_000, false)).toBe(true)
})

it('lets a large disk rest ten times as long as a look took', () => {
  const large = looked(60_000)
  expect(large.isDueAfter(599_999, true)).toBe(false)
  expect(large.isDueAfter(600_000, true)).toBe(true)
})

it('leaves the first look to whoever begins it', () => {
  const rescans = new DriveRescans({ clock: { monotonic: () => 1e9 }, timing, isComplete: () => true })
  expect(rescans.isDue(drive, { isNetwork: true })).toBe(false)
})
