import { describe, expect, it } from 'vitest'
import type { EntryId, PlaceId } from '../ids/ids.ts'
import { backgroundState, countNeedingYou } from './background.ts'
import { newTransfer, type TransferState } from './transfer-record.ts'

function transfer(state: TransferState) {
  const facts = { id: 't', placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId: null } as const
  return { ...newTransfer({ ...facts, filename: 'a', sizeBytes: 1, lastModifiedMs: 0, hasSource: true }, 0), state }
}

const result = { entryId: 'e' as EntryId, finalName: 'a', skipped: false, compared: true }
const done: TransferState = { kind: 'done', atMs: 0, result }
const failed: TransferState = { kind: 'failed', code: 'disk_full', keptBytes: 0 }

describe('uploads that nobody looks at', () => {
  it.each<[string, TransferState[], string, number]>([
    ['nothing', [], 'safe', 0],
    ['all done', [done, done], 'safe', 0],
    ['paused by somebody', [done, { kind: 'paused' }], 'safe', 0],
    ['queued', [done, { kind: 'queued' }], 'moving', 0],
    ['running', [{ kind: 'running' }, failed], 'moving', 1],
    ['being compared', [{ kind: 'verifying' }], 'moving', 0],
    ['without a network', [{ kind: 'waiting', for: 'network' }], 'moving', 0],
    ['tried again soon', [{ kind: 'waiting', for: 'retry', code: 'unavailable', retryAtMs: 1 }], 'moving', 0],
    ['without its file', [{ kind: 'waiting', for: 'source' }, done], 'needsYou', 1],
    ['at a locked door', [{ kind: 'waiting', for: 'password' }, failed], 'needsYou', 2],
    ['signed out', [{ kind: 'waiting', for: 'signIn' }], 'needsYou', 1],
  ])('%s', (_, states, expected, count) => {
    const transfers = states.map(transfer)
    expect(backgroundState(transfers)).toBe(expected)
    expect(countNeedingYou(transfers)).toBe(count)
  })
})
