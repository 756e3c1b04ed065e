import type { ErrorCode } from '../errors/error-codes.ts'
import { backoffMs, dueMs } from '../transfers/backoff.ts'
import type { PinAction, PinEvent } from './pin-events.ts'
import {
  contentOf,
  contentsOf,
  type PinFailureCode,
  type PinnedEntry,
  type PinRecord,
  type PinState,
  type PinWaitsFor,
  waitsForHandOver,
} from './pin-record.ts'

export type PinTransition<Entry extends PinnedEntry = PinnedEntry> = {
  pin: PinRecord<Entry>
  actions: PinAction[]
}

/** About seven minutes without one chunk, then a person is asked. */
const MAX_ATTEMPTS = 12
/** A disk that gives back other bytes than it took so often is broken. */
const MAX_BAD = 3
const PATIENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unavailable',
  'shutting_down',
  'rate_limited',
  'place_offline',
  'content_missing',
])

/**
 * The life of a pin. What lies on the device whole stays readable until a newer content is whole too, or access ends,
 * or a person removes it. An event that makes no sense in a state changes nothing.
 * @param random from 0 to 1; spreads the retries
 */
export function transitionPin<Entry extends PinnedEntry>(
  pin: PinRecord<Entry>,
  event: PinEvent<Entry>,
  nowMs: number,
  random: () => number,
): PinTransition<Entry> {
  const { pin: next, actions } = step(pin, event, nowMs, random)
  return { pin: next === pin ? next : { ...next, updatedAtMs: nowMs }, actions }
}

function step<Entry extends PinnedEntry>(
  p: PinRecord<Entry>,
  event: PinEvent<Entry>,
  nowMs: number,
  random: () => number,
): PinTransition<Entry> {
  const { kind } = p.state
  switch (event.kind) {
    case 'added':
      return kind === 'queued' ? changed(p) : same(p)
    case 'restored':
      return restored(p, nowMs)
    case 'started':
      return kind === 'queued' ? changed(to(p, { kind: 'running' }), [{ kind: 'start' }]) : same(p)
    case 'progress':
      return progressed(p, event.storedBytes)
    case 'stored':
      return kind === 'running' ? changed(to(allStored(p), { kind: 'verifying' })) : same(p)
    case 'verified':
      return kind === 'verifying' ? finished(p, nowMs) : same(p)
    case 'bytesBad':
      return kind === 'verifying' ? repaired(p, event.storedBytes) : same(p)
    case 'networkLost':
      return goesByItself(p) ? halted(p, { kind: 'waiting', for: 'network' }) : same(p)
    case 'networkBack':
      return waitsFor(p, 'network', 'retry') ? changed(to(p, { kind: 'queued' })) : same(p)
    case 'serverError':
      return isActive(p) ? refused(p, event, nowMs, random) : same(p)
    case 'retryDue':
      return p.state.kind === 'waiting' && p.state.for === 'retry' && p.state.retryAtMs <= nowMs
        ? changed(to(p, { kind: 'queued' }))
        : same(p)
    case 'needsPassword':
      return goesByItself(p) ? halted(p, { kind: 'waiting', for: 'password' }) : same(p)
    case 'needsSignIn':
      return goesByItself(p) ? halted(p, { kind: 'waiting', for: 'signIn' }) : same(p)
    case 'unlocked':
      return waitsFor(p, 'password', 'signIn') ? changed(to(p, { kind: 'queued' })) : same(p)
    case 'storageFull':
      return outOfRoom(p, event.missingBytes)
    case 'targetLost':
      return isActive(p) ? failed({ ...p, storedBytes: 0 }, 'target_lost', null, stopOf(p)) : same(p)
    case 'handedOver':
      return waitsForHandOver(p) ? changed({ ...p, isHandedOver: true, handedOverAtMs: nowMs }) : same(p)
    case 'bytesLost':
      return lost(p)
    case 'pause':
      return kind === 'done' || kind === 'failed' || kind === 'paused' ? same(p) : halted(p, { kind: 'paused' })
    case 'resume':
      return kind === 'paused' ? changed(to(p, { kind: 'queued' })) : same(p)
    case 'retry':
      return kind === 'failed' || waitsFor(p, 'retry', 'network')
        ? changed(to({ ...p, attempts: 0 }, { kind: 'queued' }))
        : same(p)
    case 'check':
      return kind === 'done' && p.kind === 'pin' ? changed(to(p, { kind: 'queued' })) : same(p)
    case 'entryChanged':
      return followed(p, event.entry)
    case 'entryGone':
      return gone(p, nowMs)
    case 'accessEnded':
      return p.kind === 'pin' ? removed(p) : failed(p, 'forbidden', null, stopOf(p))
    case 'wanted':
      return p.wantedBy.includes(event.by) ? same(p) : changed({ ...p, wantedBy: [...p.wantedBy, event.by] })
    case 'unwanted':
      return unwanted(p, event.by)
    case 'remove':
      return removed(p)
  }
}

function same<Entry extends PinnedEntry>(pin: PinRecord<Entry>): PinTransition<Entry> {
  return { pin, actions: [] }
}

/** Every change is persisted before its effects. */
function changed<Entry extends PinnedEntry>(pin: PinRecord<Entry>, effects: PinAction[] = []): PinTransition<Entry> {
  return { pin, actions: [{ kind: 'persist', urgent: true }, ...effects] }
}

function to<Entry extends PinnedEntry>(pin: PinRecord<Entry>, state: PinState): PinRecord<Entry> {
  return { ...pin, state }
}

function isActive({ state }: PinRecord): boolean {
  return state.kind === 'running' || state.kind === 'verifying'
}

/** What is read back needs no network; what is fetched, or will be, does. */
function goesByItself(p: PinRecord): boolean {
  return p.state.kind === 'running' || p.state.kind === 'queued' || waitsFor(p, 'retry')
}

function waitsFor({ state }: PinRecord, ...reasons: PinWaitsFor['for'][]): boolean {
  return state.kind === 'waiting' && reasons.includes(state.for)
}

function stopOf(p: PinRecord): PinAction[] {
  return isActive(p) ? [{ kind: 'stop' }] : []
}

/** Into a state in which nothing is fetched. */
function halted<Entry extends PinnedEntry>(p: PinRecord<Entry>, state: PinState): PinTransition<Entry> {
  return changed(to(p, state), stopOf(p))
}

function restored<Entry extends PinnedEntry>(p: PinRecord<Entry>, nowMs: number): PinTransition<Entry> {
  const { state } = p
  if (state.kind === 'paused' || state.kind === 'failed' || state.kind === 'done') return same(p)
  const isEarly = state.kind === 'waiting' && state.for === 'retry' && state.retryAtMs > nowMs
  if (!isEarly) return changed(to(p, { kind: 'queued' }))
  const retryAtMs = dueMs(state.retryAtMs, nowMs)
  return changed(to(p, { ...state, retryAtMs }), [{ kind: 'wakeAt', atMs: retryAtMs }])
}

/** Also in one that was just paused: the chunk was on its way to the disk. */
function progressed<Entry extends PinnedEntry>(p: PinRecord<Entry>, bytes: number): PinTransition<Entry> {
  const storedBytes = Math.min(p.target.sizeBytes, Math.max(0, bytes))
  if (storedBytes === p.storedBytes || p.state.kind === 'done') return same(p)
  return { pin: { ...p, storedBytes, attempts: 0 }, actions: [{ kind: 'persist', urgent: false }] }
}

function allStored<Entry extends PinnedEntry>(p: PinRecord<Entry>): PinRecord<Entry> {
  return { ...p, storedBytes: p.target.sizeBytes }
}

function finished<Entry extends PinnedEntry>(p: PinRecord<Entry>, atMs: number): PinTransition<Entry> {
  const old = p.kept !== null && p.kept.contentId !== p.target.contentId ? p.kept.contentId : null
  const done = { ...allStored(p), kept: p.target, attempts: 0, checkedAtMs: atMs }
  return changed(to(done, { kind: 'done', atMs }), old === null ? [] : [{ kind: 'drop', contentId: old }])
}

/** What is bad is no copy any more; what is good is not fetched again. */
function repaired<Entry extends PinnedEntry>(p: PinRecord<Entry>, bytes: number): PinTransition<Entry> {
  const kept = p.kept?.contentId === p.target.contentId ? null : p.kept
  const next = { ...p, kept, storedBytes: bytes, attempts: p.attempts + 1 }
  if (next.attempts >= MAX_BAD) return failed(next, 'bad_bytes', null)
  return changed(to(next, { kind: 'queued' }))
}

function refused<Entry extends PinnedEntry>(
  p: PinRecord<Entry>,
  error: Extract<PinEvent<Entry>, { kind: 'serverError' }>,
  nowMs: number,
  random: () => number,
): PinTransition<Entry> {
  const tried = { ...p, attempts: p.attempts + 1 }
  const isTooOften = tried.attempts >= MAX_ATTEMPTS && !PATIENT.has(error.code)
  if (isTooOften || !error.retryable) return failed(tried, error.code, null)
  const retryAtMs = nowMs + Math.max(error.retryAfterMs ?? 0, backoffMs(tried.attempts, random()))
  const waiting = to(tried, { kind: 'waiting', for: 'retry', code: error.code, retryAtMs })
  return changed(waiting, [{ kind: 'wakeAt', atMs: retryAtMs }])
}

function failed<Entry extends PinnedEntry>(
  p: PinRecord<Entry>,
  code: PinFailureCode,
  missingBytes: number | null,
  effects: PinAction[] = [],
): PinTransition<Entry> {
  return changed(to(p, { kind: 'failed', code, missingBytes }), effects)
}

/** A part that cannot become whole only takes the room of others. */
function outOfRoom<Entry extends PinnedEntry>(p: PinRecord<Entry>, missingBytes: number | null): PinTransition<Entry> {
  if (!isActive(p)) return same(p)
  return failed({ ...p, storedBytes: 0 }, 'storage_full', missingBytes, [...stopOf(p), ...dropOfPart(p)])
}

/** Of the target, unless it is what can be read. */
function dropOfPart({ kept, target }: PinRecord): PinAction[] {
  return kept?.contentId === target.contentId ? [] : [{ kind: 'drop', contentId: target.contentId }]
}

function lost<Entry extends PinnedEntry>(p: PinRecord<Entry>): PinTransition<Entry> {
  const without = { ...p, kept: null, storedBytes: 0 }
  const drops = contentsOf(p).map((contentId): PinAction => ({ kind: 'drop', contentId }))
  const stays = p.state.kind === 'paused' || p.state.kind === 'failed'
  return changed(stays ? without : to(without, { kind: 'queued' }), [...stopOf(p), ...drops])
}

function followed<Entry extends PinnedEntry>(p: PinRecord<Entry>, entry: Entry): PinTransition<Entry> {
  const target = contentOf(entry)
  // Listed, but not on the disk right now: nothing to fetch, and nothing to give up.
  if (target === null) return same(p)
  if (target.contentId === p.target.contentId) {
    if (JSON.stringify(entry) === JSON.stringify(p.entry) && !p.isGone) return same(p)
    return changed({ ...p, entry, isGone: false })
  }
  // Half of one content and half of another is no file, and the person asked for that one.
  if (p.kind === 'download') return failed({ ...p, entry, target, storedBytes: 0 }, 'content_changed', null, stopOf(p))
  const isBack = target.contentId === p.kept?.contentId
  const next = { ...p, entry, target, isGone: false, attempts: 0, storedBytes: isBack ? target.sizeBytes : 0 }
  const state: PinState = p.state.kind === 'paused' ? p.state : { kind: 'queued' }
  return changed(to(next, state), [...stopOf(p), ...dropOfPart(p)])
}

/** Deleted in the vault: what lies here whole is kept, for it may be the last copy a person has; a part is of no use. */
function gone<Entry extends PinnedEntry>(p: PinRecord<Entry>, nowMs: number): PinTransition<Entry> {
  if (p.isGone) return same(p)
  const effects = [...stopOf(p), ...dropOfPart(p)]
  if (p.kind === 'download' || p.kept === null) {
    return failed({ ...p, isGone: true, storedBytes: 0 }, 'entry_gone', null, effects)
  }
  const kept = { ...p, isGone: true, target: p.kept, storedBytes: p.kept.sizeBytes }
  return changed(to(kept, { kind: 'done', atMs: nowMs }), effects)
}

function unwanted<Entry extends PinnedEntry>(p: PinRecord<Entry>, by: string): PinTransition<Entry> {
  const wantedBy = p.wantedBy.filter((one) => one !== by)
  if (wantedBy.length === p.wantedBy.length) return same(p)
  return wantedBy.length === 0 ? removed(p) : changed({ ...p, wantedBy })
}

function removed<Entry extends PinnedEntry>(p: PinRecord<Entry>): PinTransition<Entry> {
  const drops = contentsOf(p).map((contentId): PinAction => ({ kind: 'drop', contentId }))
  return { pin: p, actions: [...stopOf(p), { kind: 'forget' }, ...drops] }
}
