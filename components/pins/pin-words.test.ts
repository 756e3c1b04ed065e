import { describe, expect, it } from 'vitest'
import { createEnglish } from '#components/strings/en.ts'
import { englishPins } from '#components/strings/en-pins.ts'
import { createFormatter } from '#components/strings/format.ts'
import type { PinRecord, PinState } from '#lib/core/pins/pin-record.ts'
import { standingOf } from '#lib/core/pins/pin-summary.ts'
import { pinned, verified } from '#lib/core/pins/testing/play-pin.ts'
import { folderWords, pinWords } from './pin-words.ts'

const format = createFormatter('en')
const words = englishPins(format)
const strings = createEnglish(format)
const GB = 1_000_000_000

const said = (state: PinState, change: Partial<PinRecord> = {}, speed: number | null = null) => {
  const target = { contentId: 'c1', sizeBytes: 1.4 * GB }
  return pinWords(pinned({ target, storedBytes: 1.0 * GB, state, ...change }), speed, words, strings)
}

describe('the words of a pin', () => {
  it('say what it waits for', () => {
    const waiting: PinState = { kind: 'waiting', for: 'network' }
    expect(said(waiting).text).toBe('1 GB of 1.4 GB, goes on at home')
    const held = pinWords(pinned({ state: waiting }), null, englishPins(format, true), strings)
    expect(held.text).toContain('waits for Wi-Fi')
  })

  it.each<[string, PinState, string, string]>([
    ['no network', { kind: 'waiting', for: 'network' }, '1 GB of 1.4 GB, goes on at home', 'amber'],
    [
      'vault away',
      { kind: 'waiting', for: 'retry', code: 'unavailable', retryAtMs: 0 },
      '1 GB of 1.4 GB, goes on at home',
      'amber',
    ],
    ['paused', { kind: 'paused' }, 'Paused at 71%', 'plain'],
    ['reading back', { kind: 'verifying' }, 'Comparing every byte', 'plain'],
    [
      'no room',
      { kind: 'failed', code: 'storage_full', missingBytes: 0.4 * GB },
      'This device has 400 MB too little room. What was there of it is removed.',
      'red',
    ],
    ['room locked', { kind: 'waiting', for: 'password' }, 'The room asks for its password.', 'amber'],
  ])('%s', (_, state, text, tone) => {
    expect(said(state)).toEqual({ text, tone })
  })

  it('say how far and how long while it runs', () => {
    expect(said({ kind: 'running' }, {}, 3_333_333).text).toBe('Pinning 71%, 2 min left')
    expect(said({ kind: 'running' }, { kind: 'download' }).text).toBe('Saving 71%')
  })

  it('are green only when every byte was compared, and say when the vault has it no longer', () => {
    const say = (pin: PinRecord) => pinWords(pin, null, words, strings)
    expect(say(verified())).toEqual({ text: 'Verified', tone: 'green' })
    expect(say({ ...verified(), isGone: true }).tone).toBe('amber')
    expect(say({ ...verified(), target: { contentId: 'c2', sizeBytes: 1 } }).tone).toBe('plain')
  })

  it('of a folder are green only when all of it was read and is here', () => {
    const standing = standingOf([verified(), verified()])
    expect(folderWords({ isListed: true }, standing, null, words)).toEqual({ text: 'Verified', tone: 'green' })
    expect(folderWords({ isListed: false }, standing, null, words).tone).toBe('plain')
  })
})
