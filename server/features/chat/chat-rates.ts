import { GUEST_ADDRESS_RATE, SEND_RATE } from '#lib/core/chat/chat-rules.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type RatePolicy, type RateState, take } from '#lib/core/lockout/rate-limit.ts'
import type { Clock } from '#server/clock.ts'
import { type Talker, talkerColumns } from './chat.repo.ts'

const MAX_STATES = 5_000

/** How fast somebody may talk; kept in memory. */
export function createChatRates(clock: Clock): { take(talker: Talker, address: string): void } {
  const states = new Map<string, RateState>()

  function pay(key: string, policy: RatePolicy): void {
    const outcome = take(states.get(key) ?? null, clock.monotonic(), policy, 1)
    states.delete(key)
    states.set(key, outcome.state)
    if (states.size > MAX_STATES) states.delete(states.keys().next().value ?? '')
    if (outcome.allowed) return
    throw new VaultError('rate_limited', { details: { retryAfterSeconds: Math.ceil(outcome.retryAfterMs / 1000) } })
  }

  return {
    /** @throws VaultError rate_limited with retryAfterSeconds */
    take(talker, address) {
      const { kind, id } = talkerColumns(talker)
      pay(`${kind} ${id}`, SEND_RATE)
      if (kind === 'device') pay(`address ${address}`, GUEST_ADDRESS_RATE)
    },
  }
}
