import type { ErrorCode } from '../errors/error-codes.ts'
import type { PlaceId } from '../ids/ids.ts'
import { backoffMs, dueMs } from './backoff.ts'
import type { TransferAction, TransferEvent } from './transfer-events.ts'
import {
  type FailureCode,
  fingerprintOf,
  type SourceFacts,
  type TransferRecord,
  type TransferResult,
  type TransferState,
  type WaitsFor,
} from './transfer-record.ts'

export type Transition = { transfer: TransferRecord; actions: TransferAction[] }

/** About seven minutes without one byte, then a person is asked. */
const MAX_ATTEMPTS = 12
/** These pass by themselves, however long it takes. */
const PATIENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unavailable',
  'shutting_down',
  'rate_limited',
  'too_many_uploads',
  'upload_locked',
  'upload_stalled',
  'place_offline',
])
/** After these the server holds nothing of it: going on means from byte 0. */
const NOTHING_KEPT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'upload_not_found',
  'upload_gone',
  'hash_mismatch',
])

/**
 * The life of one transfer. Nothing but `cancel` and a person's choice of another file ever gives up a byte the server
 * acknowledged. An event that makes no sense in a state (an answer that came too late) changes nothing.
 * @param random from 0 to 1; spreads the retries
 */
export function transition(
  transfer: TransferRecord,
  event: TransferEvent,
  nowMs: number,
  random: () => number,
): Transition {
  const { transfer: next, actions } = step(transfer, event, nowMs, random)
  if (next === transfer) return { transfer, actions }
  const mayBeThere = wasCutOff(transfer, next) ? { mayBeThere: true } : {}
  return { transfer: { ...next, ...mayBeThere, updatedAtMs: nowMs }, actions }
}

/** While the server was creating it. */
function wasCutOff(before: TransferRecord, { state, uploadUrl, generation }: TransferRecord): boolean {
  if (before.state.kind !== 'running' || before.uploadUrl !== null) return false
  return state.kind !== 'running' && uploadUrl === null && generation === before.generation
}

function step(t: TransferRecord, event: TransferEvent, nowMs: number, random: () => number): Transition {
  const { kind } = t.state
  if (kind === 'cancelled') return whenCancelled(t, event)
  if (kind === 'done') return event.kind === 'clear' ? { transfer: t, actions: [{ kind: 'forget' }] } : same(t)
  switch (event.kind) {
    case 'added':
      return kind === 'queued' ? changed(ready(t)) : same(t)
    case 'restored':
      return restored({ ...t, hasSource: event.hasSource }, nowMs)
    case 'started':
      return kind === 'queued' ? changed(to(t, { kind: 'running' }), [{ kind: 'start' }]) : same(t)
    case 'created':
      return changed({
        ...{ ...t, mayBeThere: false },
        ...{ uploadUrl: event.uploadUrl, ackedBytes: clampedBytes(t, event.ackedBytes) },
      })
    case 'progress':
      return progressed(t, event.ackedBytes)
    case 'sent':
      return kind === 'running' ? changed(to({ ...t, ackedBytes: t.sizeBytes }, { kind: 'verifying' })) : same(t)
    case 'verified':
      return finished(t, event.result, nowMs)
    case 'networkLost':
      return goesByItself(t) ? halted(t, { kind: 'waiting', for: 'network' }) : same(t)
    case 'networkBack':
      return waitsFor(t, 'network', 'retry') ? changed(ready(t)) : same(t)
    case 'serverError':
      return isActive(t) ? refused(t, event, nowMs, random) : same(t)
    case 'retryDue':
      return t.state.kind === 'waiting' && t.state.for === 'retry' && t.state.retryAtMs <= nowMs
        ? changed(ready(t))
        : same(t)
    case 'needsPassword':
      return goesByItself(t) ? halted(t, { kind: 'waiting', for: 'password' }) : same(t)
    case 'needsSignIn':
      return goesByItself(t) ? halted(t, { kind: 'waiting', for: 'signIn' }) : same(t)
    case 'unlocked':
      return waitsFor(t, 'password', 'signIn') ? changed(ready(t)) : same(t)
    case 'pause':
      return kind === 'paused' || kind === 'failed' || kind === 'verifying' ? same(t) : halted(t, { kind: 'paused' })
    case 'resume':
      return kind === 'paused' ? changed(ready(t)) : same(t)
    case 'retry':
      return kind === 'failed' || waitsFor(t, 'retry', 'network') ? changed(ready({ ...t, attempts: 0 })) : same(t)
    case 'cancel':
      return cancelled(t)
    case 'clear':
      return kind === 'failed' ? cancelled(t) : same(t)
    case 'sourceAttached':
      return attached(t, event.source)
    case 'sourceLost':
      return lostSource(t)
    case 'sourceChanged':
      return kind === 'failed' ? same(t) : failed({ ...t, hasSource: false }, 'source_changed')
    case 'redirected':
      return redirected(t, event.placeId, event.path)
    case 'deletedOnServer':
      return same(t)
  }
}

function same(transfer: TransferRecord): Transition {
  return { transfer, actions: [] }
}

/** Every change is persisted before its effects. */
function changed(transfer: TransferRecord, effects: TransferAction[] = []): Transition {
  return { transfer, actions: [{ kind: 'persist', urgent: true }, ...effects] }
}

function to(transfer: TransferRecord, state: TransferState): TransferRecord {
  return { ...transfer, state }
}

function isActive({ state }: TransferRecord): boolean {
  return state.kind === 'running' || state.kind === 'verifying'
}

/** What goes on without a person, and so has to be stopped by what stands in the way. */
function goesByItself(t: TransferRecord): boolean {
  return isActive(t) || t.state.kind === 'queued' || waitsFor(t, 'retry')
}

function waitsFor({ state }: TransferRecord, ...reasons: WaitsFor['for'][]): boolean {
  return state.kind === 'waiting' && reasons.includes(state.for)
}

/** Once all bytes are acknowledged only the result is asked for, and that needs no file. */
function ready(t: TransferRecord): TransferRecord {
  const isAllSent = t.uploadUrl !== null && t.ackedBytes === t.sizeBytes
  return to(t, t.hasSource || isAllSent ? { kind: 'queued' } : { kind: 'waiting', for: 'source' })
}

/** Into a state in which nothing is sent. */
function halted(t: TransferRecord, state: TransferState): Transition {
  return changed(to(t, state), isActive(t) ? [{ kind: 'stop' }] : [])
}

function restored(t: TransferRecord, nowMs: number): Transition {
  const { state } = t
  if (state.kind === 'paused' || state.kind === 'failed') return changed(t)
  const isEarly = state.kind === 'waiting' && state.for === 'retry' && state.retryAtMs > nowMs
  if (!isEarly || !t.hasSource) return changed(ready(t))
  const retryAtMs = dueMs(state.retryAtMs, nowMs)
  return changed(to(t, { ...state, retryAtMs }), [{ kind: 'wakeAt', atMs: retryAtMs }])
}

function clampedBytes(t: TransferRecord, ackedBytes: number): number {
  return Math.min(t.sizeBytes, Math.max(0, ackedBytes))
}

/** Also in a transfer that was just paused: the acknowledgement was on its way. */
function progressed(t: TransferRecord, acked: number): Transition {
  const ackedBytes = clampedBytes(t, acked)
  if (ackedBytes <= t.ackedBytes) return same(t)
  return { transfer: { ...t, ackedBytes, attempts: 0 }, actions: [{ kind: 'persist', urgent: false }] }
}

/** Whatever was shown meanwhile, the server has it: an answer that was lost comes late. */
function finished(t: TransferRecord, result: TransferResult, atMs: number): Transition {
  const done = to({ ...t, ackedBytes: t.sizeBytes, hasSource: false }, { kind: 'done', atMs, result })
  return changed(done, [{ kind: 'releaseSource' }])
}

function refused(
  t: TransferRecord,
  error: Extract<TransferEvent, { kind: 'serverError' }>,
  nowMs: number,
  random: () => number,
): Transition {
  const tried = { ...t, attempts: t.attempts + 1 }
  const isTooOften = tried.attempts >= MAX_ATTEMPTS && !PATIENT.has(error.code)
  // An upload the server never heard of or lost with its disk is sent again; one that somebody cancelled is not.
  const startsOver = error.code === 'upload_not_found'
  if (isTooOften || !(error.retryable || startsOver)) return failed(tried, error.code)
  const retryAtMs = nowMs + Math.max(error.retryAfterMs ?? 0, backoffMs(tried.attempts, random()))
  const waiting = to(startsOver ? fromByteZero(tried) : tried, {
    kind: 'waiting',
    for: 'retry',
    code: error.code,
    retryAtMs,
  })
  return changed(waiting, [{ kind: 'wakeAt', atMs: retryAtMs }])
}

function failed(t: TransferRecord, code: FailureCode): Transition {
  const rest = NOTHING_KEPT.has(code) ? fromByteZero(t) : t
  const stop: TransferAction[] = code === 'source_changed' && isActive(t) ? [{ kind: 'stop' }] : []
  return changed(to(rest, { kind: 'failed', code, keptBytes: rest.ackedBytes }), stop)
}

function fromByteZero(t: TransferRecord): TransferRecord {
  return { ...t, generation: t.generation + 1, uploadUrl: null, mayBeThere: false, ackedBytes: 0 }
}

/** The same file goes on; another one in its place is sent from its first byte, and the old part is given up. */
function attached(t: TransferRecord, source: SourceFacts): Transition {
  if (t.hasSource && t.state.kind !== 'failed') return same(t)
  const isSame = fingerprintOf(source) === t.fingerprint
  const next = isSame ? t : { ...fromByteZero(t), ...source, fingerprint: fingerprintOf(source) }
  const withSource = { ...next, hasSource: true, attempts: 0 }
  const staysWaiting = waitsFor(t, 'password', 'signIn', 'network')
  return changed(staysWaiting ? withSource : ready(withSource), isSame ? [] : abandonment(t))
}

/** The server keeps what it has of an upload for one folder, so another folder gets all bytes anew. */
function redirected(t: TransferRecord, placeId: PlaceId, path: string): Transition {
  if (isActive(t)) return same(t)
  return changed(ready({ ...fromByteZero(t), placeId, path, attempts: 0 }), abandonment(t))
}

function abandonment({ uploadUrl }: TransferRecord): TransferAction[] {
  return uploadUrl === null ? [] : [{ kind: 'deleteOnServer', uploadUrl }]
}

function lostSource(t: TransferRecord): Transition {
  if (!t.hasSource) return same(t)
  const without = { ...t, hasSource: false }
  if (t.state.kind === 'verifying' || !goesByItself(t)) return changed(without)
  const next = ready(without)
  return changed(next, isActive(t) ? [{ kind: 'stop' }] : [])
}

function cancelled(t: TransferRecord): Transition {
  const next = to({ ...t, hasSource: false }, { kind: 'cancelled' })
  const stop: TransferAction[] = isActive(t) ? [{ kind: 'stop' }] : []
  return changed(next, [...stop, { kind: 'releaseSource' }, ...deletionOf(next)])
}

/** Offline or after a crash the deletion is asked for again, until the server has answered it. */
function whenCancelled(t: TransferRecord, event: TransferEvent): Transition {
  if (event.kind === 'created') {
    const created = { ...t, uploadUrl: event.uploadUrl }
    return changed(created, deletionOf(created))
  }
  if (event.kind === 'deletedOnServer') return { transfer: { ...t, uploadUrl: null }, actions: [{ kind: 'forget' }] }
  const asksAgain = event.kind === 'restored' || event.kind === 'networkBack' || event.kind === 'unlocked'
  return asksAgain ? { transfer: t, actions: deletionOf(t) } : same(t)
}

function deletionOf(t: TransferRecord): TransferAction[] {
  return t.uploadUrl === null ? [{ kind: 'forget' }] : abandonment(t)
}
