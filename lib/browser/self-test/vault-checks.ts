import { systemRoutes } from '#lib/contracts/http/system.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { openLiveSocket } from '../live/live-socket.ts'
import { type CheckContext, type CheckResult, failed, ok, warn } from './check.ts'

const CLOCK_SLACK_MS = 2 * 60_000
const SLOW_MS = 1_000
const CONNECT_MS = 10_000
const ROUNDS = 3

/** Whoever is signed in is so by a cookie; anybody else gets a device cookie, and must bring it along the next time. */
export async function lookAtCookies({ api, signal }: CheckContext): Promise<CheckResult> {
  const first = (await api.call(systemRoutes.session, { signal })).principal
  if (first.kind === 'account') return ok()
  const second = (await api.call(systemRoutes.session, { signal })).principal
  const isKept = first.kind === 'guest' && second.kind === 'guest' && first.deviceId === second.deviceId
  return isKept ? ok() : failed('blocked')
}

/** The vault answered somewhere between the two looks at the own clock. */
export async function lookAtClock({ api, signal }: CheckContext): Promise<CheckResult> {
  const before = Date.now()
  const { now } = await api.call(systemRoutes.session, { signal })
  const number = differenceOf(now, before, Date.now())
  return Math.abs(number) > CLOCK_SLACK_MS ? warn('off', { number }) : ok({ number })
}

/** @returns ms by which the vault's clock is ahead; 0 while its answer fits into the time that the question took */
export function differenceOf(vaultMs: number, beforeMs: number, afterMs: number): number {
  if (vaultMs < beforeMs) return vaultMs - beforeMs
  return Math.max(0, vaultMs - afterMs)
}

export async function lookAtSocket({ signal }: CheckContext): Promise<CheckResult> {
  let connected = () => {}
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve
  })
  const socket = await openLiveSocket({ onConnected: connected, onDisconnected: () => {}, onMessage: () => {} })
  try {
    await within(isConnected, CONNECT_MS, signal)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const startedAt = performance.now()
      // A place that nobody is in: the vault answers, and nothing happens.
      const answer = await socket.send('place:leave', { place: 'self-test' })
      if (!answer.ok && answer.code === 'unavailable') throw new VaultError('unavailable')
      times.push(performance.now() - startedAt)
    }
    const number = Math.min(...times)
    return number > SLOW_MS ? warn('slow', { number }) : ok({ number })
  } catch (error) {
    if (signal.aborted) throw error
    return failed('refused')
  } finally {
    socket.close()
  }
}

/** @throws the reason of the signal; VaultError `unavailable` when it takes longer */
function within(waited: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new VaultError('unavailable')), ms)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    waited.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
