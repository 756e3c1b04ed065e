// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PositionReports } from './position-reports.ts'

const MINUTE = 60

class FakeMedia extends EventTarget {
  currentTime = 0
  duration = 90 * MINUTE
  paused = false
}

let media: FakeMedia
let reports: PositionReports
let now: number
let told: [string, number, number][]

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
  media = new FakeMedia()
  now = 0
  told = []
  reports = new PositionReports({
    // What it uses of a media element.
    video: media as unknown as HTMLMediaElement,
    send: (entry, { positionMs, durationMs }) => told.push([entry, positionMs / 1000, durationMs / 1000]),
    now: () => now,
  })
})
afterEach(() => {
  reports.close()
  vi.unstubAllGlobals()
})

function play(seconds: number): void {
  for (let passed = 0; passed < seconds; passed++) {
    media.currentTime += 1
    now += 1_000
    media.dispatchEvent(new Event('timeupdate'))
  }
}

it('tells every few seconds while it plays, and at once when it pauses', () => {
  reports.follow('film')
  play(20)
  expect(told).toEqual([
    ['film', 8, 5400],
    ['film', 16, 5400],
  ])
  media.paused = true
  media.dispatchEvent(new Event('pause'))
  expect(told.at(-1)).toEqual(['film', 20, 5400])
})

it('tells when the page is hidden or left, and nothing twice', () => {
  reports.follow('film')
  play(3)
  Object.assign(document, { hidden: true })
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('pagehide'))
  expect(told).toEqual([['film', 3, 5400]])
})

it('tells nothing of a film that only went to where it stood, of a length nobody knows, nor of none', () => {
  media.currentTime = 40
  reports.follow('film', 40_000)
  media.dispatchEvent(new Event('seeked'))
  media.duration = Number.POSITIVE_INFINITY
  play(10)
  media.duration = 90 * MINUTE
  reports.follow(null)
  play(10)
  expect(told).toEqual([])
})
