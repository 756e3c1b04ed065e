import type { Api } from '#lib/api/client.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { Allowance } from '../engine/allowance.ts'
import type { TransferLimits } from '../engine/pace.ts'
import type { ContentFetcher } from './content-fetcher.ts'
import type { ContentShelf } from './content-shelf.ts'
import type { PinFoldersOptions } from './pin-folders.ts'
import type { PinRunsOptions } from './pin-runs.ts'
import type { PinsSnapshot } from './pins.ts'
import type { VaultNews } from './vault-news.ts'

/** What the engine of pins works with. */
export interface PinEngineOptions {
  api: Api
  store: PinFoldersOptions['store'] &
    PinRunsOptions['store'] &
    Pick<PinStore, 'listPins' | 'savePins' | 'findTarget' | 'listContentIds' | 'dropContent'>
  storeName: string
  fetcher: ContentFetcher
  allowance: Allowance
  /** As they were kept; later ones come as commands. */
  readLimits: () => Promise<TransferLimits>
  shelf: ContentShelf
  news: VaultNews
  createId: () => string
  /** Wall-clock time, for what is written down. */
  now: () => number
  /** Monotonic time, for speeds. */
  monotonicNow: () => number
  random: () => number
  onChange: (snapshot: PinsSnapshot) => void
}
