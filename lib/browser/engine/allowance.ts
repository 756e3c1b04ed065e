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
  /** The sides that another page leads, and that move there now. */
  readonly #elsewhere = new Set<Side>()
  #limits: TransferLimits = { bytesPerSecond: null, isHeld: false }
  #bytesPerSecond: number | null = null

  constructor(options: PaceOptions) {
    this.pace = new Pace(options)
  }

  /** Whether everything waits for Wi-Fi now. */
  get isHeld(): boolean {
    return this.#limits.isHeld
  }

  /** Of what this page sends and fetches. */
  get bytesPerSecond(): number | null {
    return this.#bytesPerSecond
  }

  limit(limits: TransferLimits): void {
    const { isHeld } = this.#limits
    this.#limits = limits
    this.#share()
    if (limits.isHeld !== isHeld) for (const member of this.#members.values()) member.hold(limits.isHeld)
  }

  /** Another page leads a side: while bytes move there as well, each of the two keeps to half of the speed. */
  movesElsewhere(side: Side, isMoving: boolean): void {
    if (isMoving) this.#elsewhere.add(side)
    else this.#elsewhere.delete(side)
    this.#share()
  }

  #share(): void {
    const { bytesPerSecond } = this.#limits
    const share = bytesPerSecond === null || this.#elsewhere.size === 0 ? bytesPerSecond : bytesPerSecond / 2
    if (share === this.#bytesPerSecond) return
    this.#bytesPerSecond = share
    this.pace.limitTo(share)
    for (const member of this.#members.values()) member.limit?.(share)
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
