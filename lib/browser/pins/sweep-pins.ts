import { contentsOf } from '#lib/core/pins/pin-record.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import type { ContentShelf } from './content-shelf.ts'

/**
 * Brings records and bytes together after whatever happened: what no record names is removed (a killed browser, a
 * removal that failed), and pins whose bytes are gone are named.
 * @returns the ids of pins that lost theirs
 */
export async function sweepPins(options: {
  pins: readonly StoredPin[]
  /** Downloads whose bytes lie somewhere else on the disk. */
  targets: ReadonlyMap<string, unknown>
  store: Pick<PinStore, 'listContentIds' | 'dropContent'>
  shelf: ContentShelf
}): Promise<string[]> {
  const { pins, targets, store, shelf } = options
  const here = pins.filter(({ isElsewhere }) => !isElsewhere)
  const needed = new Set(here.flatMap(contentsOf))
  const files = await shelf.list()
  for (const name of files.keys()) if (!needed.has(name)) await shelf.drop(name).catch(() => undefined)
  for (const key of await store.listContentIds()) {
    if (!needed.has(key) && !targets.has(key)) await store.dropContent(key)
  }
  return here.filter((pin) => hasLost(pin, files)).map(({ id }) => id)
}

function hasLost({ kept, target, storedBytes }: StoredPin, files: ReadonlyMap<string, number>): boolean {
  if (kept !== null && files.get(kept.contentId) !== kept.sizeBytes) return true
  return storedBytes > 0 && (files.get(target.contentId) ?? 0) < Math.min(storedBytes, target.sizeBytes)
}
