import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { Channels } from './channels.ts'

export interface SearchHintsDeps {
  bus: Pick<Bus, 'on'>
  channels: Pick<Channels, 'tellSearchers'>
  /** Changes come in bursts: they are told this much later, once. */
  pauseMs?: number
}

const PAUSE_MS = 1_000

/**
 * Tells open searches to ask again when entries changed in a place that they see.
 * @returns a function that ends it
 */
export function startSearchHints({ bus, channels, pauseMs = PAUSE_MS }: SearchHintsDeps): () => void {
  let changed = new Set<PlaceId>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const tell = () => {
    timer = null
    const places = changed
    changed = new Set()
    channels.tellSearchers(places)
  }
  const stop = bus.on('entries.changed', ({ placeId }) => {
    changed.add(placeId)
    timer ??= setTimeout(tell, pauseMs)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
