import { hearPinsChanged } from '#lib/browser/pins/pins-changed.ts'
import { openPinLibrary } from './pin-library.ts'

/**
 * Which entries can be read from this device, known without a wait: what is not pinned goes to the network as if there
 * were no worker, for a large download that passes through one is several times slower. Null while it is being read.
 */
let kept: ReadonlySet<string> | null = null
let generation = 0

async function read(): Promise<void> {
  const own = ++generation
  kept = null
  const library = await openPinLibrary().catch(() => null)
  const found = (await library?.list().catch(() => null)) ?? []
  // There was news meanwhile, which is read already.
  if (own === generation) kept = new Set(found)
}

/** Begins with the worker; every page says when something is different. */
export function followKeptEntries(): void {
  hearPinsChanged(() => void read())
  void read()
}

/** `unknown` only in the first moments of a worker, and right after news. */
export function isKept(entryId: string): boolean | 'unknown' {
  return kept === null ? 'unknown' : kept.has(entryId)
}
