import { describe, expect, it } from 'vitest'
import type { PlaceId } from '../ids/ids.ts'
import { added, created, kinds, play, running, SOURCE, serverError, URL_PATH } from './testing/play-transfer.ts'
import { findResumable } from './transfer-record.ts'

describe('after a reload', () => {
  it('knows that the vault may hold a part of what nobody heard that it was created', () => {
    const started = play(added(), { kind: 'started' }).transfer
    expect(started.mayBeThere).toBeUndefined()
    for (const cut of [
      { kind: 'restored', hasSource: true },
      { kind: 'networkLost' },
      { kind: 'pause' },
      serverError('unavailable', true),
    ] as const) {
      const { transfer } = play(started, cut)
      expect(transfer.mayBeThere).toBe(true)
      expect(play(transfer, { kind: 'networkBack' }, { kind: 'started' }, created).transfer.mayBeThere).toBe(false)
    }
    // The vault forgot it: what comes next is another upload.
    expect(play(started, serverError('upload_not_found', false)).transfer.mayBeThere).toBe(false)
  })

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

  it('does not wait for a moment that only a wrong clock could mean', () => {
    const waiting = play(running(), serverError('unavailable', true)).transfer
    const ahead = { kind: 'waiting', for: 'retry', code: 'unavailable', retryAtMs: 365 * 86_400_000 } as const
    const { transfer, actions } = play({ ...waiting, state: ahead }, { kind: 'restored', hasSource: true })
    expect(transfer.state).toMatchObject({ for: 'retry', retryAtMs: 61_000 })
    expect(actions).toContainEqual({ kind: 'wakeAt', atMs: 61_000 })
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
