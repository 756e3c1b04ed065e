import type { LiveClient } from '#lib/browser/live/live-client.ts'

/**
 * How far somebody has read in each room. Outlives the conversation on the screen: what is read while the connection is
 * away is told when it is back, wherever the person is by then.
 */
export class ReadMarks {
  readonly #live: Pick<LiveClient, 'say' | 'subscribe' | 'getSnapshot'>
  readonly #wanted = new Map<string, number>()
  readonly #told = new Map<string, number>()
  #wasConnected = false

  constructor(live: Pick<LiveClient, 'say' | 'subscribe' | 'getSnapshot'>) {
    this.#live = live
    live.subscribe(() => this.#connectionChanged())
  }

  /** Everything up to here has been seen. */
  mark(placeId: string, seq: number): void {
    this.#wanted.set(placeId, Math.max(seq, this.#wanted.get(placeId) ?? 0))
    void this.#tell(placeId)
  }

  /** Says again what was not heard: a room may have opened only now. */
  retry(placeId: string): void {
    if (this.#wanted.has(placeId)) void this.#tell(placeId)
  }

  /** Somebody else is here now. */
  forget(): void {
    this.#wanted.clear()
    this.#told.clear()
  }

  #connectionChanged(): void {
    const { connected } = this.#live.getSnapshot()
    if (connected === this.#wasConnected) return
    this.#wasConnected = connected
    if (connected) for (const placeId of this.#wanted.keys()) void this.#tell(placeId)
  }

  async #tell(placeId: string): Promise<void> {
    const seq = this.#wanted.get(placeId) ?? 0
    const before = this.#told.get(placeId) ?? 0
    if (seq <= before || !this.#live.getSnapshot().connected) return
    this.#told.set(placeId, seq)
    const answer = await this.#live.say('chat:read', { place: placeId, seq })
    if (!answer.ok && this.#told.get(placeId) === seq) this.#told.set(placeId, before)
  }
}
