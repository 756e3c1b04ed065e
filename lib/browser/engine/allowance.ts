import { type Load, type Side, slotsOf } from '#lib/core/transfers/share-slots.ts'
import { Pace, type PaceOptions, type TransferLimits } from './pace.ts'

/** An engine, as what it is allowed sees it. */
export interface AllowanceMember {
  load(): Load
  /** The other engine has more or less to do than before. */
  replan(): void
  /** Everything waits for Wi-Fi, or does not any more. */
  hold(isHeld: boolean): void
  /** The speed that is allowed is another one. */
  limit?(bytesPerSecond: number | null): void
}

const IDLE: Load = { running: 0, queued: 0 }

/**
 * What a person allows on this device, in one place for what goes to the vault and what comes from it: one speed for all
 * of it, one switch for Wi-Fi, and so many at a time.
 */
export class Allowance {
  readonly pace: Pace
  readonly #members = new Map<Side, AllowanceMember>()
  #limits: TransferLimits = { bytesPerSecond: null, isHeld: false }

  constructor(options: PaceOptions) {
    this.pace = new Pace(options)
  }

  /** Whether everything waits for Wi-Fi now. */
  get isHeld(): boolean {
    return this.#limits.isHeld
  }

  get bytesPerSecond(): number | null {
    return this.#limits.bytesPerSecond
  }

  limit(limits: TransferLimits): void {
    const { bytesPerSecond, isHeld } = this.#limits
    this.#limits = limits
    if (limits.bytesPerSecond !== bytesPerSecond) {
      this.pace.limitTo(limits.bytesPerSecond)
      for (const member of this.#members.values()) member.limit?.(limits.bytesPerSecond)
    }
    if (limits.isHeld !== isHeld) for (const member of this.#members.values()) member.hold(limits.isHeld)
  }

  /** @returns how to leave */
  join(side: Side, member: AllowanceMember): () => void {
    this.#members.set(side, member)
    return () => {
      if (this.#members.get(side) !== member) return
      this.#members.delete(side)
      this.moved(side)
    }
  }

  /** How many transfers of one side may run. */
  slots(side: Side): number {
    return slotsOf(side, this.#members.get(other(side))?.load() ?? IDLE)
  }

  /** Said by a side whose transfers began, ended or came. */
  moved(side: Side): void {
    this.#members.get(other(side))?.replan()
  }
}

function other(side: Side): Side {
  return side === 'up' ? 'down' : 'up'
}
