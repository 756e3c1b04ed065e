import type { AccountId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { Channels } from './channels.ts'

export interface UsageHintsDeps {
  bus: Pick<Bus, 'on'>
  channels: Pick<Channels, 'accounts' | 'tellAccount'>
  /** Bytes of each; whoever has none may be left out. */
  usedBy(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>>
  onError(error: unknown): void
  /** Uploads come in bursts: the sums are asked for this much later, once. */
  pauseMs?: number
}

const PAUSE_MS = 1_000

/**
 * Tells all devices of a person when what they use is different: a bar on one of them does not hear of an upload from
 * another one into a room that is not open here.
 * @returns a function that ends it
 */
export function startUsageHints({ bus, channels, usedBy, onError, pauseMs = PAUSE_MS }: UsageHintsDeps): () => void {
  let known: ReadonlyMap<AccountId, number> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  async function compare(): Promise<void> {
    timer = null
    const here = channels.accounts()
    const before = known
    const used = here.length === 0 ? new Map<AccountId, number>() : await usedBy(here)
    // Who was not here before knows it from the page that was just opened, or is told once too often.
    for (const account of here) {
      if ((before?.get(account) ?? null) !== (used.get(account) ?? 0))
        channels.tellAccount(account, 'usage:changed', {})
    }
    known = new Map(here.map((account) => [account, used.get(account) ?? 0]))
  }

  const stop = bus.on('entries.changed', () => {
    timer ??= setTimeout(() => void compare().catch(onError), pauseMs)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
