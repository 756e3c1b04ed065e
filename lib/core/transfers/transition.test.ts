import { describe, expect, it } from 'vitest'
import type { PlaceId } from '../ids/ids.ts'
import {
  added,
  created,
  HALF,
  half,
  kinds,
  play,
  RESULT,
  running,
  serverError,
  URL_PATH,
} from './testing/play-transfer.ts'
import { transferIdOf } from './transfer-record.ts'
import { transition } from './transition.ts'

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
