import type { PinAction, PinEvent } from '../pin-events.ts'
import { newPin, type PinnedEntry, type PinRecord } from '../pin-record.ts'
import { transitionPin } from '../transition-pin.ts'

export const ENTRY: PinnedEntry = { id: 'e', placeId: 'p', name: 'film.mp4', contentId: 'c1', sizeBytes: 1000 }
export const NEWER: PinnedEntry = { ...ENTRY, contentId: 'c2', sizeBytes: 1500 }

export function pinned(change: Partial<PinRecord> = {}): PinRecord {
  const pin = newPin({ id: 'e', kind: 'pin', entry: ENTRY, wantedBy: 'self' }, 0)
  if (pin === null) throw new Error('the entry has no content')
  return { ...pin, ...change }
}

/** Plays events in order; `actions` are those of the last one. */
export function playPin(pin: PinRecord, ...events: PinEvent[]): { pin: PinRecord; actions: PinAction[] } {
  let actions: PinAction[] = []
  let current = pin
  for (const event of events) {
    const result = transitionPin(current, event, 1000, () => 0.5)
    current = result.pin
    actions = result.actions
  }
  return { pin: current, actions }
}

export const kinds = (actions: readonly PinAction[]) => actions.map((action) => action.kind)
export const drops = (actions: readonly PinAction[]) =>
  actions.flatMap((action) => (action.kind === 'drop' ? [action.contentId] : []))

const half: PinEvent = { kind: 'progress', storedBytes: 500 }
export const started = () => playPin(pinned(), { kind: 'added' }, { kind: 'started' }).pin
export const running = () => playPin(started(), half).pin
export const verified = () => playPin(running(), { kind: 'stored' }, { kind: 'verified' }).pin
