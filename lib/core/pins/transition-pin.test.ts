import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PinEvent } from './pin-events.ts'
import { isVerified, type PinRecord, waitsForHandOver } from './pin-record.ts'
import { drops, ENTRY, kinds, NEWER, pinned, playPin, running, started, verified } from './testing/play-pin.ts'

const serverError = (code: 'unavailable' | 'internal' | 'not_found', retryable: boolean): PinEvent => ({
  kind: 'serverError',
  code,
  retryable,
})

describe('the life of a pin', () => {
  it('goes from the queue to verified', () => {
    const { pin, actions } = playPin(pinned(), { kind: 'added' }, { kind: 'started' })
    expect([pin.state.kind, kinds(actions)]).toEqual(['running', ['persist', 'start']])
    const stored = playPin(pin, { kind: 'progress', storedBytes: 1000 }, { kind: 'stored' }).pin
    expect(stored).toMatchObject({ state: { kind: 'verifying' }, kept: null })
    expect(isVerified(stored)).toBe(false)
    const done = playPin(stored, { kind: 'verified' }).pin
    expect(done).toMatchObject({ state: { kind: 'done', atMs: 1000 }, kept: { contentId: 'c1' }, checkedAtMs: 1000 })
    expect(isVerified(done)).toBe(true)
  })

  it.each<[string, PinEvent, Partial<PinRecord['state']>, string[]]>([
    ['no network', { kind: 'networkLost' }, { kind: 'waiting', for: 'network' }, ['persist', 'stop']],
    ['a password', { kind: 'needsPassword' }, { kind: 'waiting', for: 'password' }, ['persist', 'stop']],
    ['a sign-in', { kind: 'needsSignIn' }, { kind: 'waiting', for: 'signIn' }, ['persist', 'stop']],
    ['a pause', { kind: 'pause' }, { kind: 'paused' }, ['persist', 'stop']],
    ['the vault', serverError('unavailable', true), { kind: 'waiting', for: 'retry' }, ['persist', 'wakeAt']],
  ])('stops for %s and keeps what it has', (_, event, state, actions) => {
    const result = playPin(running(), event)
    expect(result.pin).toMatchObject({ state, storedBytes: 500 })
    expect(kinds(result.actions)).toEqual(actions)
  })

  it.each<[string, PinEvent, PinEvent]>([
    ['the network', { kind: 'networkLost' }, { kind: 'networkBack' }],
    ['the password', { kind: 'needsPassword' }, { kind: 'unlocked' }],
    ['a person who paused it', { kind: 'pause' }, { kind: 'resume' }],
    ['a person who tries again', serverError('not_found', false), { kind: 'retry' }],
  ])('goes on after %s came back', (_, away, back) => {
    expect(playPin(running(), away, back).pin).toMatchObject({ state: { kind: 'queued' }, storedBytes: 500 })
  })

  it('is taken up again after a kill, but not when somebody paused it', () => {
    expect(playPin(running(), { kind: 'restored' }).pin).toMatchObject({ state: { kind: 'queued' }, storedBytes: 500 })
    expect(playPin(running(), { kind: 'pause' }, { kind: 'restored' }).pin.state.kind).toBe('paused')
    expect(playPin(verified(), { kind: 'restored' }).pin.state.kind).toBe('done')
  })

  it.each<[string, Partial<PinRecord>, boolean]>([
    ['a whole download', { kind: 'download' }, true],
    ['one that went into a chosen file', { kind: 'download', isElsewhere: true }, false],
    ['a pin', { kind: 'pin' }, false],
  ])('is handed over once: %s', (_, change, waits) => {
    const done = { ...verified(), ...change }
    expect(waitsForHandOver(done)).toBe(waits)
    const { pin, actions } = playPin(done, { kind: 'handedOver' })
    expect([pin.isHandedOver === true, kinds(actions)]).toEqual([waits, waits ? ['persist'] : []])
    expect(waitsForHandOver(pin)).toBe(false)
    expect(playPin({ ...running(), ...change }, { kind: 'handedOver' }).actions).toEqual([])
  })

  it('gives up after many failures without a chunk, unless they pass by themselves', () => {
    const again: PinEvent[] = [serverError('internal', true), { kind: 'networkBack' }, { kind: 'started' }]
    const often = Array.from({ length: 12 }, () => again).flat()
    expect(playPin(running(), ...often).pin.state).toMatchObject({ kind: 'failed', code: 'internal' })
    const patient = often.map((event) => (event.kind === 'serverError' ? serverError('unavailable', true) : event))
    expect(playPin(running(), ...patient).pin.state.kind).toBe('running')
  })

  it('fetches bad chunks again, and says so when the device never gives back what it took', () => {
    const bad: PinEvent[] = [{ kind: 'stored' }, { kind: 'bytesBad', storedBytes: 900 }]
    expect(playPin(running(), ...bad).pin).toMatchObject({ state: { kind: 'queued' }, storedBytes: 900, kept: null })
    const often = [...bad, { kind: 'started' } as const, ...bad, { kind: 'started' } as const, ...bad]
    expect(playPin(running(), ...often).pin.state).toMatchObject({ kind: 'failed', code: 'bad_bytes' })
  })

  it('finds a copy that went bad, and is no copy until it is whole again', () => {
    const checking = playPin(verified(), { kind: 'check' }, { kind: 'started' }, { kind: 'stored' }).pin
    expect(checking).toMatchObject({ state: { kind: 'verifying' }, kept: { contentId: 'c1' } })
    expect(playPin(checking, { kind: 'bytesBad', storedBytes: 600 }).pin).toMatchObject({
      kept: null,
      storedBytes: 600,
    })
  })

  it('gives the room back when the device has too little', () => {
    const { pin, actions } = playPin(running(), { kind: 'storageFull', missingBytes: 400 })
    expect(pin).toMatchObject({ state: { kind: 'failed', code: 'storage_full', missingBytes: 400 }, storedBytes: 0 })
    expect(drops(actions)).toEqual(['c1'])
  })
})

describe('a newer version', () => {
  it('is fetched while the old one stays readable, which goes when the new one is whole', () => {
    const { pin, actions } = playPin(verified(), { kind: 'entryChanged', entry: NEWER })
    expect(pin).toMatchObject({ state: { kind: 'queued' }, target: { contentId: 'c2' }, kept: { contentId: 'c1' } })
    expect([drops(actions), isVerified(pin)]).toEqual([[], false])
    const done = playPin(pin, { kind: 'started' }, { kind: 'stored' }, { kind: 'verified' })
    expect(done.pin.kept).toEqual({ contentId: 'c2', sizeBytes: 1500 })
    expect(drops(done.actions)).toEqual(['c1'])
  })

  it('replaces a part that was never whole', () => {
    const { pin, actions } = playPin(running(), { kind: 'entryChanged', entry: NEWER })
    expect(pin).toMatchObject({ storedBytes: 0, kept: null, target: { contentId: 'c2' }, state: { kind: 'queued' } })
    expect([kinds(actions)[1], drops(actions)]).toEqual(['stop', ['c1']])
  })

  it('that is taken back needs only a look at what lies here', () => {
    const { pin, actions } = playPin(
      verified(),
      { kind: 'entryChanged', entry: NEWER },
      { kind: 'entryChanged', entry: ENTRY },
    )
    expect(pin).toMatchObject({ target: { contentId: 'c1' }, kept: { contentId: 'c1' }, storedBytes: 1000 })
    expect(drops(actions)).toEqual(['c2'])
  })

  it('stops a download, which was asked for the old one', () => {
    const download = { ...running(), kind: 'download' as const }
    expect(playPin(download, { kind: 'entryChanged', entry: NEWER }).pin).toMatchObject({
      state: { kind: 'failed', code: 'content_changed' },
      storedBytes: 0,
    })
  })

  it('is none when the entry was only moved', () => {
    const moved = { ...ENTRY, name: 'other.mp4', placeId: 'q' }
    const { pin, actions } = playPin(verified(), { kind: 'entryChanged', entry: moved })
    expect([pin.entry, pin.state.kind, kinds(actions)]).toEqual([moved, 'done', ['persist']])
  })
})

describe('an entry that goes away', () => {
  it('leaves a whole copy, which says that it is the last one', () => {
    const { pin, actions } = playPin(verified(), { kind: 'entryGone' })
    expect(pin).toMatchObject({ isGone: true, state: { kind: 'done' }, kept: { contentId: 'c1' } })
    expect(drops(actions)).toEqual([])
    expect(playPin(pin, { kind: 'entryChanged', entry: ENTRY }).pin.isGone).toBe(false)
  })

  it('leaves the old copy when the new one was not whole, and nothing of a part', () => {
    const updating = playPin(verified(), { kind: 'entryChanged', entry: NEWER }, { kind: 'started' }).pin
    const { pin, actions } = playPin(updating, { kind: 'entryGone' })
    expect(pin).toMatchObject({ kept: { contentId: 'c1' }, target: { contentId: 'c1' }, state: { kind: 'done' } })
    expect(drops(actions)).toEqual(['c2'])
    expect(drops(playPin(running(), { kind: 'entryGone' }).actions)).toEqual(['c1'])
  })

  it('leaves nothing when access ended', () => {
    const { actions } = playPin(verified(), { kind: 'accessEnded' })
    expect([kinds(actions), drops(actions)]).toEqual([['forget', 'drop'], ['c1']])
  })
})

describe('who wants a pin', () => {
  it('keeps it until the last one does not', () => {
    const both = playPin(verified(), { kind: 'wanted', by: 'folder' }).pin
    expect(both.wantedBy).toEqual(['self', 'folder'])
    const one = playPin(both, { kind: 'unwanted', by: 'self' })
    expect([one.pin.wantedBy, drops(one.actions)]).toEqual([['folder'], []])
    expect(drops(playPin(one.pin, { kind: 'unwanted', by: 'folder' }).actions)).toEqual(['c1'])
  })

  it('is removed with every content of it, and not while a request runs', () => {
    const updating = playPin(verified(), { kind: 'entryChanged', entry: NEWER }, { kind: 'started' }).pin
    const { actions } = playPin(updating, { kind: 'remove' })
    expect(kinds(actions)).toEqual(['stop', 'forget', 'drop', 'drop'])
  })
})

const EVENTS: PinEvent[] = [
  { kind: 'restored' },
  { kind: 'started' },
  { kind: 'progress', storedBytes: 700 },
  { kind: 'stored' },
  { kind: 'verified' },
  { kind: 'bytesBad', storedBytes: 100 },
  { kind: 'networkLost' },
  { kind: 'networkBack' },
  serverError('internal', true),
  serverError('not_found', false),
  { kind: 'retryDue' },
  { kind: 'needsPassword' },
  { kind: 'unlocked' },
  { kind: 'storageFull', missingBytes: 1 },
  { kind: 'bytesLost' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'retry' },
  { kind: 'check' },
  { kind: 'entryChanged', entry: NEWER },
  { kind: 'entryChanged', entry: ENTRY },
  { kind: 'entryGone' },
]

it('whatever happens, nothing readable is dropped but for bytes that are lost or bad, and only what runs is stopped', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
      let pin = started()
      for (const event of events) {
        const { pin: next, actions } = playPin(pin, event)
        if (pin.kept !== null && event.kind !== 'bytesLost' && next.kept?.contentId === pin.kept.contentId) {
          expect(drops(actions)).not.toContain(pin.kept.contentId)
        }
        if (kinds(actions).includes('stop')) expect(['running', 'verifying']).toContain(pin.state.kind)
        if (kinds(actions).includes('start')) expect(next.state.kind).toBe('running')
        expect(next.storedBytes).toBeLessThanOrEqual(next.target.sizeBytes)
        if (next.state.kind === 'done') expect(next.kept?.contentId).toBe(next.target.contentId)
        pin = next
      }
    }),
  )
})
