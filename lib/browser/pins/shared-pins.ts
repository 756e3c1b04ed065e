import type { StoredPin } from '../db/stored-pins.ts'
import { TabRelay, type TabRelayOptions } from '../engine/tab-relay.ts'
import { NO_PINS, type PinCommand, type Pins, type PinsSnapshot } from './pins.ts'
import { sayPinsChanged } from './pins-changed.ts'

type Relay = TabRelayOptions<PinsSnapshot, StoredPin, PinCommand, never>

export interface SharedPinsOptions extends Pick<Relay, 'channel' | 'seekLeadership' | 'createEngine' | 'createId'> {
  storeName: string
  /** Whether another tab fetches now. */
  onElsewhere: (isMoving: boolean) => void
  onClosed: () => void
}

/** The pins as every tab sees them; whenever other bytes can be read than before, the service worker hears of it. */
export class SharedPins implements Pins {
  readonly storeName: string
  readonly #relay: TabRelay<PinsSnapshot, StoredPin, PinCommand>
  readonly #onClosed: () => void
  readonly subscribe: Pins['subscribe']
  readonly getSnapshot: Pins['getSnapshot']

  constructor({ storeName, onClosed, onElsewhere, ...options }: SharedPinsOptions) {
    this.storeName = storeName
    this.#onClosed = onClosed
    this.#relay = new TabRelay({
      ...options,
      nothing: NO_PINS,
      recordsOf: ({ pins }) => pins,
      withRecords: (snapshot, pins) => ({ ...snapshot, pins }),
      onHeard: ({ bytesPerSecond }) => onElsewhere(bytesPerSecond !== null),
      onLed: () => onElsewhere(false),
      onTold: ({ all, put, removed, before }) => {
        const isOther = put.some((pin) => pin.kept?.contentId !== before.get(pin.id)?.kept?.contentId)
        if (all || removed.length > 0 || isOther) sayPinsChanged()
      },
    })
    this.subscribe = this.#relay.subscribe
    this.getSnapshot = this.#relay.getSnapshot
  }

  send(command: PinCommand): void {
    this.#relay.send(command)
  }

  close(): void {
    void this.#relay.close().finally(this.#onClosed)
  }
}
