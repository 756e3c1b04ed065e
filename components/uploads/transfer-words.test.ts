import { describe, expect, it } from 'vitest'
import { createEnglish } from '#components/strings/en.ts'
import { createFormatter } from '#components/strings/format.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { newTransfer, type TransferState } from '#lib/core/transfers/transfer-record.ts'
import { progressOf } from './transfer-progress.ts'
import { transferWords } from './transfer-words.ts'

const strings = createEnglish(createFormatter('en'))
const MB = 1_000_000

function words(
  state: TransferState,
  ackedBytes = 62 * MB,
  motion: Parameters<typeof progressOf>[1] = null,
  isHeld = false,
) {
  const facts = { id: 't', placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId: null } as const
  const file = { filename: 'film.mp4', sizeBytes: 100 * MB, lastModifiedMs: 0, hasSource: true }
  const transfer = { ...newTransfer({ ...facts, ...file }, 0), ackedBytes, state }
  return transferWords(transfer, progressOf(transfer, motion), { placeName: 'Family', isHeld }, strings)
}

const result = { entryId: 'e' as EntryId, finalName: 'film.mp4', skipped: false, compared: true }

describe('the words of a transfer', () => {
  it.each<[string, TransferState, string, string]>([
    ['paused', { kind: 'paused' }, 'Paused at 62%', 'plain'],
    ['no network', { kind: 'waiting', for: 'network' }, 'Waiting for the network, 62% safe', 'amber'],
    ['no file', { kind: 'waiting', for: 'source' }, 'Choose the file again, 62% is safe.', 'amber'],
    [
      'vault away',
      { kind: 'waiting', for: 'retry', code: 'unavailable', retryAtMs: 0 },
      'Waiting for the vault',
      'amber',
    ],
    [
      'disk full',
      { kind: 'failed', code: 'disk_full', keptBytes: 62 * MB },
      'The disk of the vault is full. 62 MB of it is kept.',
      'red',
    ],
    [
      'changed',
      { kind: 'failed', code: 'source_changed', keptBytes: 0 },
      'The file changed on this device. Choose it again.',
      'red',
    ],
    ['verified', { kind: 'done', atMs: 0, result }, 'Safe in Family, verified', 'green'],
    [
      'another name',
      { kind: 'done', atMs: 0, result: { ...result, finalName: 'film_v2.mp4' } },
      'Safe in Family as “film_v2.mp4”, verified',
      'green',
    ],
  ])('%s', (_, state, text, tone) => {
    expect(words(state)).toEqual({ text, tone })
  })

  it('say that Wi-Fi is waited for', () => {
    const held = words({ kind: 'waiting', for: 'network' }, 62 * MB, null, true)
    expect(held).toEqual({ text: 'Waiting for Wi-Fi, 62% safe', tone: 'amber' })
    expect(words({ kind: 'paused' }, 62 * MB, null, true).text).toBe('Paused at 62%')
  })

  it('are not green when nothing was compared', () => {
    const done = words({ kind: 'done', atMs: 0, result: { ...result, compared: false } })
    expect(done).toEqual({ text: 'Safe in Family', tone: 'plain' })
  })

  it('say how far, how fast and how long while it runs', () => {
    const motion = { sentBytes: 70 * MB, comparedBytes: 0, bytesPerSecond: 10 * MB }
    expect(words({ kind: 'running' }, 62 * MB, motion).text).toBe('Sending 70%, 10 MB/s, 3 s left')
  })

  it('leave out what the bar says where there is little room', () => {
    const facts = { id: 't', placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId: null } as const
    const file = { filename: 'film.mp4', sizeBytes: 100 * MB, lastModifiedMs: 0, hasSource: true }
    const transfer = { ...newTransfer({ ...facts, ...file }, 0), state: { kind: 'running' } } as const
    const progress = progressOf(transfer, { sentBytes: 70 * MB, comparedBytes: 0, bytesPerSecond: 10 * MB })
    const around = { placeName: null, isHeld: false, isBrief: true }
    expect(transferWords(transfer, progress, around, strings).text).toBe('70%, 10 MB/s, 3 s left')
  })

  it('say how much is compared', () => {
    const motion = { sentBytes: 100 * MB, comparedBytes: 92 * MB, bytesPerSecond: null }
    expect(words({ kind: 'verifying' }, 100 * MB, motion).text).toBe('Sent. Comparing every byte, 92%')
  })

  it('never say 100 % before it is done', () => {
    const motion = { sentBytes: 100 * MB, comparedBytes: 0, bytesPerSecond: null }
    expect(words({ kind: 'running' }, 99 * MB, motion).text).toBe('Sending 99%')
  })
})
