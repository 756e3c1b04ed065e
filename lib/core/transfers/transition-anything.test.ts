import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaceId } from '../ids/ids.ts'
import { added, created, HALF, play, RESULT, SOURCE, serverError } from './testing/play-transfer.ts'
import type { TransferEvent } from './transfer-events.ts'
import { transition } from './transition.ts'

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
