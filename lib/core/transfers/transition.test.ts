import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryId, PlaceId } from '../ids/ids.ts'
import type { TransferAction, TransferEvent } from './transfer-events.ts'
import { findResumable, newTransfer, type TransferRecord, transferIdOf } from './transfer-record.ts'
import { transition } from './transition.ts'

const HALF = () => 0.5
const SOURCE = { filename: 'film.mp4', sizeBytes: 1000, lastModifiedMs: 7 }
const RESULT = { entryId: 'e' as EntryId, finalName: 'film_v2.mp4', skipped: false, compared: true }
const URL_PATH = '/api/uploads/u1'

function added(hasSource = true): TransferRecord {
  const record = newTransfer(
    {
      ...SOURCE,
      id: 't1',
      placeId: 'p' as PlaceId,
      path: 'a/b',
      mimeType: 'video/mp4',
      conflict: 'keep',
      batchId: null,
      hasSource,
    },
    0,
  )
  return play(record, { kind: 'added' }).transfer
}

/** Plays events in order; `actions` are those of the last one. */
function play(
  transfer: TransferRecord,
  ...events: TransferEvent[]
): { transfer: TransferRecord; actions: TransferAction[] } {
  let actions: TransferAction[] = []
  let current = transfer
  for (const event of events) {
    const result = transition(current, event, 1000, HALF)
    current = result.transfer
    actions = result.actions
  }
  return { transfer: current, actions }
}

const kinds = (actions: readonly TransferAction[]) => actions.map((action) => action.kind)
const created: TransferEvent = { kind: 'created', uploadUrl: URL_PATH, ackedBytes: 0 }
const half: TransferEvent = { kind: 'progress', ackedBytes: 500 }
const serverError = (
  code: 'internal' | 'disk_full' | 'unavailable' | 'upload_not_found' | 'upload_gone' | 'hash_mismatch',
  retryable: boolean,
): TransferEvent => ({
  kind: 'serverError',
  code,
  retryable,
})

/** A transfer in the middle: created, half acknowledged. */
const running = () => play(added(), { kind: 'started' }, created, half).transfer

describe('a transfer', () => {
  it('goes from the queue over sending and comparing to done', () => {
    const start = play(added(), { kind: 'started' })
    expect(start.transfer.state).toEqual({ kind: 'running' })
    expect(kinds(start.actions)).toEqual(['persist', 'start'])

    const sent = play(start.transfer, created, half, { kind: 'sent' })
    expect(sent.transfer).toMatchObject({ state: { kind: 'verifying' }, uploadUrl: URL_PATH, ackedBytes: 1000 })

    const done = play(sent.transfer, { kind: 'verified', result: RESULT })
    expect(done.transfer).toMatchObject({ state: { kind: 'done', atMs: 1000, result: RESULT }, hasSource: false })
    expect(kinds(done.actions)).toEqual(['persist', 'releaseSource'])
    expect(kinds(play(done.transfer, { kind: 'clear' }).actions)).toEqual(['forget'])
  })

  it('is persisted lazily on progress, so that a fast upload does not write without end', () => {
    const { actions } = play(added(), { kind: 'started' }, created, half)
    expect(actions).toEqual([{ kind: 'persist', urgent: false }])
  })

  it('waits for the network and goes on with what was acknowledged', () => {
    const lost = play(running(), { kind: 'networkLost' })
    expect(lost.transfer.state).toEqual({ kind: 'waiting', for: 'network' })
    expect(kinds(lost.actions)).toEqual(['persist', 'stop'])
    const back = play(lost.transfer, { kind: 'networkBack' }).transfer
    expect(back).toMatchObject({ state: { kind: 'queued' }, uploadUrl: URL_PATH, ackedBytes: 500 })
  })

  it('keeps waiting for its password when the network comes and goes', () => {
    const { transfer } = play(running(), { kind: 'needsPassword' }, { kind: 'networkLost' }, { kind: 'networkBack' })
    expect(transfer.state).toEqual({ kind: 'waiting', for: 'password' })
  })

  it.each([
    ['needsPassword', 'password'],
    ['needsSignIn', 'signIn'],
  ] as const)('stops on %s and goes on once unlocked, no byte lost', (kind, reason) => {
    const waiting = play(running(), { kind })
    expect(waiting.transfer.state).toEqual({ kind: 'waiting', for: reason })
    expect(kinds(waiting.actions)).toEqual(['persist', 'stop'])
    expect(play(waiting.transfer, { kind: 'unlocked' }).transfer).toMatchObject({
      state: { kind: 'queued' },
      ackedBytes: 500,
    })
  })

  it('takes an acknowledgement that comes after the pause', () => {
    const { transfer } = play(running(), { kind: 'pause' }, { kind: 'progress', ackedBytes: 700 })
    expect(transfer).toMatchObject({ state: { kind: 'paused' }, ackedBytes: 700 })
    expect(play(transfer, { kind: 'resume' }).transfer.state).toEqual({ kind: 'queued' })
  })

  it('never takes back what was acknowledged on progress', () => {
    expect(play(running(), { kind: 'progress', ackedBytes: 100 }).transfer.ackedBytes).toBe(500)
  })

  it('is done even if it was paused when the answer came', () => {
    const { transfer } = play(running(), { kind: 'pause' }, { kind: 'verified', result: RESULT })
    expect(transfer.state.kind).toBe('done')
  })
})

describe('after an error', () => {
  it('waits longer each time, and starts counting anew with the next byte', () => {
    const first = play(running(), serverError('internal', true))
    expect(first.transfer.state).toEqual({ kind: 'waiting', for: 'retry', code: 'internal', retryAtMs: 1750 })
    expect(first.actions).toContainEqual({ kind: 'wakeAt', atMs: 1750 })

    const tooEarly = transition(first.transfer, { kind: 'retryDue' }, 1749, HALF)
    expect(tooEarly.transfer).toBe(first.transfer)

    const again = transition(first.transfer, { kind: 'retryDue' }, 1750, HALF).transfer
    const second = play(again, { kind: 'started' }, serverError('internal', true)).transfer
    expect(second).toMatchObject({ attempts: 2, state: { retryAtMs: 2500 } })
    const moving = play(second, { kind: 'retry' }, { kind: 'started' }, { kind: 'progress', ackedBytes: 600 }).transfer
    expect(moving.attempts).toBe(0)
  })

  it('waits at least as long as the server asks', () => {
    const { transfer } = play(running(), {
      kind: 'serverError',
      code: 'rate_limited',
      retryable: true,
      retryAfterMs: 9000,
    })
    expect(transfer.state).toMatchObject({ retryAtMs: 10_000 })
  })

  it('asks a person when it fails again and again', () => {
    let transfer = running()
    for (let attempt = 0; attempt < 12; attempt++) {
      transfer = play({ ...transfer, state: { kind: 'running' } }, serverError('internal', true)).transfer
    }
    expect(transfer.state).toEqual({ kind: 'failed', code: 'internal', keptBytes: 500 })
  })

  it('waits for a server that is away as long as it takes', () => {
    let transfer = running()
    for (let attempt = 0; attempt < 100; attempt++) {
      transfer = play({ ...transfer, state: { kind: 'running' } }, serverError('unavailable', true)).transfer
    }
    expect(transfer.state).toMatchObject({ kind: 'waiting', for: 'retry', retryAtMs: 46_000 })
  })

  it('says what was kept and goes on from there on retry', () => {
    const full = play(running(), serverError('disk_full', false)).transfer
    expect(full.state).toEqual({ kind: 'failed', code: 'disk_full', keptBytes: 500 })
    expect(play(full, { kind: 'retry' }).transfer).toMatchObject({
      state: { kind: 'queued' },
      uploadUrl: URL_PATH,
      ackedBytes: 500,
      attempts: 0,
    })
  })

  it('starts over by itself, as a new upload, when the server never heard of it', () => {
    const { transfer } = play(running(), serverError('upload_not_found', false))
    expect(transfer).toMatchObject({ state: { for: 'retry' }, uploadUrl: null, ackedBytes: 0, generation: 1 })
    expect(transferIdOf(transfer)).toBe('t1.1')
  })

  it.each(['upload_gone', 'hash_mismatch'] as const)('starts over only when told to after %s', (code) => {
    const { transfer } = play(running(), { kind: 'sent' }, serverError(code, false))
    expect(transfer).toMatchObject({ state: { kind: 'failed', code, keptBytes: 0 }, uploadUrl: null, generation: 1 })
    expect(play(transfer, { kind: 'retry' }).transfer.state).toEqual({ kind: 'queued' })
  })

  it('goes to another folder from its first byte when a person says so', () => {
    const full = play(running(), serverError('disk_full', false)).transfer
    const { transfer, actions } = play(full, { kind: 'redirected', placeId: 'q' as PlaceId, path: '' })
    expect(transfer).toMatchObject({
      placeId: 'q',
      path: '',
      state: { kind: 'queued' },
      uploadUrl: null,
      ackedBytes: 0,
    })
    expect(actions).toContainEqual({ kind: 'deleteOnServer', uploadUrl: URL_PATH })
  })
})

describe('after a reload', () => {
  it('asks for the file again, keeps what was sent, and goes on with the same file', () => {
    const reloaded = play(running(), { kind: 'restored', hasSource: false }).transfer
    expect(reloaded.state).toEqual({ kind: 'waiting', for: 'source' })
    expect(findResumable([reloaded], { ...SOURCE, placeId: 'p' as PlaceId, path: 'a/b' })).toBe(reloaded)
    const again = play(reloaded, { kind: 'sourceAttached', source: SOURCE })
    expect(again.transfer).toMatchObject({ state: { kind: 'queued' }, ackedBytes: 500, generation: 0 })
    expect(kinds(again.actions)).toEqual(['persist'])
  })

  it('goes on by itself when the file can still be read', () => {
    expect(play(running(), { kind: 'restored', hasSource: true }).transfer.state).toEqual({ kind: 'queued' })
  })

  it('needs no file to ask for the result when every byte was sent', () => {
    const { transfer } = play(running(), { kind: 'sent' }, { kind: 'restored', hasSource: false })
    expect(transfer.state).toEqual({ kind: 'queued' })
  })

  it('stays paused, and asks for the file on resume', () => {
    const { transfer } = play(running(), { kind: 'pause' }, { kind: 'restored', hasSource: false })
    expect(transfer.state).toEqual({ kind: 'paused' })
    expect(play(transfer, { kind: 'resume' }).transfer.state).toEqual({ kind: 'waiting', for: 'source' })
    expect(play(transfer, { kind: 'sourceAttached', source: SOURCE }).transfer.state).toEqual({ kind: 'queued' })
  })

  it('wakes for the retry that was due', () => {
    const waiting = play(running(), serverError('unavailable', true)).transfer
    const { transfer, actions } = play(waiting, { kind: 'restored', hasSource: true })
    expect(transfer.state).toEqual(waiting.state)
    expect(actions).toContainEqual({ kind: 'wakeAt', atMs: 1750 })
  })

  it('does not take another file for the one that was added', () => {
    const reloaded = play(running(), { kind: 'restored', hasSource: false }).transfer
    const edited = { ...SOURCE, lastModifiedMs: 8 }
    expect(findResumable([reloaded], { ...edited, placeId: 'p' as PlaceId, path: 'a/b' })).toBeNull()
    expect(findResumable([reloaded], { ...SOURCE, placeId: 'p' as PlaceId, path: 'a' })).toBeNull()
    expect(findResumable([running()], { ...SOURCE, placeId: 'p' as PlaceId, path: 'a/b' })).toBeNull()
  })
})

describe('the source', () => {
  it('that changed fails the transfer, with what to do', () => {
    const { transfer, actions } = play(running(), { kind: 'sourceChanged' })
    expect(transfer.state).toEqual({ kind: 'failed', code: 'source_changed', keptBytes: 500 })
    expect(kinds(actions)).toEqual(['persist', 'stop'])
    expect(play(transfer, { kind: 'retry' }).transfer.state).toEqual({ kind: 'waiting', for: 'source' })
  })

  it('that is another file is sent from its first byte, and the old part given up', () => {
    const source = { filename: 'film.mp4', sizeBytes: 2000, lastModifiedMs: 9 }
    const { transfer, actions } = play(running(), { kind: 'sourceChanged' }, { kind: 'sourceAttached', source })
    expect(transfer).toMatchObject({
      ...source,
      state: { kind: 'queued' },
      uploadUrl: null,
      ackedBytes: 0,
      generation: 1,
    })
    expect(actions).toContainEqual({ kind: 'deleteOnServer', uploadUrl: URL_PATH })
  })

  it('that cannot be read is asked for', () => {
    const { transfer, actions } = play(running(), { kind: 'sourceLost' })
    expect(transfer).toMatchObject({ state: { kind: 'waiting', for: 'source' }, ackedBytes: 500 })
    expect(kinds(actions)).toEqual(['persist', 'stop'])
  })
})

describe('cancelling', () => {
  it('stops, lets the file go and deletes on the server until that is confirmed', () => {
    const { transfer, actions } = play(running(), { kind: 'cancel' })
    expect(kinds(actions)).toEqual(['persist', 'stop', 'releaseSource', 'deleteOnServer'])
    const reloaded = play(transfer, { kind: 'restored', hasSource: false })
    expect(reloaded.actions).toEqual([{ kind: 'deleteOnServer', uploadUrl: URL_PATH }])
    expect(kinds(play(reloaded.transfer, { kind: 'deletedOnServer' }).actions)).toEqual(['forget'])
  })

  it('forgets at once what the server never saw', () => {
    expect(kinds(play(added(), { kind: 'cancel' }).actions)).toEqual(['persist', 'releaseSource', 'forget'])
  })

  it('deletes what the server created while it was cancelled', () => {
    const { actions } = play(added(), { kind: 'started' }, { kind: 'cancel' }, created)
    expect(actions).toContainEqual({ kind: 'deleteOnServer', uploadUrl: URL_PATH })
  })
})

describe('whatever happens', () => {
  const event = fc.oneof(
    fc.constantFrom<TransferEvent>(
      { kind: 'added' },
      { kind: 'restored', hasSource: true },
      { kind: 'restored', hasSource: false },
      { kind: 'started' },
      { kind: 'started' },
      created,
      { kind: 'sent' },
      { kind: 'networkLost' },
      { kind: 'networkBack' },
      { kind: 'retryDue' },
      { kind: 'needsPassword' },
      { kind: 'needsSignIn' },
      { kind: 'unlocked' },
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'retry' },
      { kind: 'sourceAttached', source: SOURCE },
      { kind: 'sourceAttached', source: { ...SOURCE, sizeBytes: 900 } },
      { kind: 'sourceLost' },
      { kind: 'sourceChanged' },
      { kind: 'redirected', placeId: 'q' as PlaceId, path: '' },
      { kind: 'deletedOnServer' },
    ),
    fc.constantFrom<TransferEvent>(
      serverError('internal', true),
      serverError('disk_full', false),
      serverError('upload_not_found', false),
    ),
    fc.integer({ min: -5, max: 1200 }).map((ackedBytes): TransferEvent => ({ kind: 'progress', ackedBytes })),
  )
  const ending = fc.constantFrom<TransferEvent>(
    { kind: 'cancel' },
    { kind: 'verified', result: RESULT },
    { kind: 'clear' },
  )
  const events = fc.array(fc.oneof({ weight: 12, arbitrary: event }, { weight: 1, arbitrary: ending }), {
    maxLength: 60,
  })

  it('sends only while running or verifying, with one request at a time', () => {
    fc.assert(
      fc.property(events, (history) => {
        let transfer = added()
        let isSending = false
        for (const [index, next] of history.entries()) {
          const result = transition(transfer, next, index, HALF)
          // A new context and an answer of the server end the request by themselves.
          const endsItself = ['restored', 'verified', 'serverError'].includes(next.kind)
          if (endsItself && result.transfer !== transfer) isSending = false
          for (const action of result.actions) {
            if (action.kind === 'start') {
              expect(isSending).toBe(false)
              isSending = true
            }
            if (action.kind === 'stop') isSending = false
          }
          transfer = result.transfer
          expect(transfer.state.kind === 'running' || transfer.state.kind === 'verifying').toBe(isSending)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps acknowledged bytes inside the file, and loses them only where a fresh start is told', () => {
    fc.assert(
      fc.property(events, (history) => {
        let transfer = added()
        for (const [index, next] of history.entries()) {
          const { transfer: after } = transition(transfer, next, index, HALF)
          expect(after.ackedBytes).toBeGreaterThanOrEqual(0)
          expect(after.ackedBytes).toBeLessThanOrEqual(after.sizeBytes)
          const isFresh = after.generation > transfer.generation || next.kind === 'created'
          if (!isFresh) expect(after.ackedBytes).toBeGreaterThanOrEqual(transfer.ackedBytes)
          transfer = after
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('persists every change of state first, and a record is always plain JSON', () => {
    fc.assert(
      fc.property(events, (history) => {
        let transfer = added()
        for (const [index, next] of history.entries()) {
          const { transfer: after, actions } = transition(transfer, next, index, HALF)
          if (after.state !== transfer.state) expect(actions[0]).toEqual({ kind: 'persist', urgent: true })
          expect(JSON.parse(JSON.stringify(after))).toEqual(after)
          transfer = after
        }
      }),
    )
  })

  it('an end is an end', () => {
    fc.assert(
      fc.property(events, (history) => {
        let transfer = added()
        for (const [index, next] of history.entries()) {
          const { transfer: after } = transition(transfer, next, index, HALF)
          if (transfer.state.kind === 'done' || transfer.state.kind === 'cancelled')
            expect(after.state).toBe(transfer.state)
          transfer = after
        }
      }),
    )
  })

  it('an unfinished transfer goes on once everything is well again', () => {
    const allIsWell: TransferEvent[] = [
      { kind: 'sourceAttached', source: SOURCE },
      { kind: 'networkBack' },
      { kind: 'unlocked' },
      { kind: 'resume' },
      { kind: 'retry' },
    ]
    fc.assert(
      fc.property(events, (history) => {
        const { transfer } = play(play(added(), ...history).transfer, ...allIsWell)
        expect(['queued', 'running', 'verifying', 'done', 'cancelled']).toContain(transfer.state.kind)
      }),
      { numRuns: 2000 },
    )
  })
})
