import { createApi } from '#lib/api/client.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore } from '../../db/browser-store.ts'
import { Allowance } from '../../engine/allowance.ts'
import type { TransferLimits } from '../../engine/pace.ts'
import { sleep } from '../../sleep.ts'
import { createIds } from '../create-ids.ts'
import { createFetchHttpStack } from '../fetch-http-stack.ts'
import { createSourceShelf, type KeptSources, type SourceShelf } from '../source-shelf.ts'
import { TransferEngine } from '../transfer-engine.ts'
import { NO_TRANSFERS, type TransferCommand, type TransfersSnapshot } from '../transfers.ts'
import { createTusUploader } from '../tus-uploader.ts'

export const FAMILY = 'place-family' as PlaceId

/** An engine on the real wire, as one page has it. */
export async function openEngine(options: {
  url: string
  store: BrowserStore
  isOnline?: () => boolean
  kept?: KeptSources
  limits?: TransferLimits
  allowance?: Allowance
}) {
  const sources = createSourceShelf(options.store, options.kept)
  let snapshot = NO_TRANSFERS
  let check = () => {}
  const engine = createTestEngine({
    ...options,
    sources,
    onChange: (changed) => {
      snapshot = changed
      check()
    },
  })
  await engine.start()

  /** Resolves when the transfers are as expected. */
  const until = (expected: (transfers: readonly TransferRecord[], all: TransfersSnapshot) => boolean) =>
    new Promise<readonly TransferRecord[]>((resolve) => {
      check = () => expected(snapshot.transfers, snapshot) && resolve(snapshot.transfers)
      check()
    })

  return {
    engine,
    until,
    do: (command: TransferCommand) => engine.do(command),
    add: (files: File[], path = '') => {
      const ids = createIds(files.length, Date.now())
      const added = files.map((file) => ({ file, path, conflict: 'keep' as const }))
      engine.do({ kind: 'add', ids, files: added, placeId: FAMILY, batchId: null })
      return ids
    },
    allDone: () => until((transfers) => transfers.length > 0 && transfers.every(({ state }) => state.kind === 'done')),
    stateIs: (kind: TransferRecord['state']['kind'], waitsFor?: string) =>
      until((transfers) =>
        transfers.every(
          ({ state }) =>
            state.kind === kind && (waitsFor === undefined || (state.kind === 'waiting' && state.for === waitsFor)),
        ),
      ),
  }
}

/** The same parts as in a page, but for the clock of the back-off: it is always the shortest there is. */
export function createTestEngine(options: {
  url: string
  store: BrowserStore
  sources: SourceShelf
  isOnline?: () => boolean
  limits?: TransferLimits
  allowance?: Allowance
  onChange: (snapshot: TransfersSnapshot) => void
}): TransferEngine {
  const { url, store, sources, onChange } = options
  const monotonicNow = () => performance.now()
  const allowance = options.allowance ?? new Allowance({ now: monotonicNow, sleep })
  return new TransferEngine({
    store,
    sources,
    onChange,
    uploader: createTusUploader({
      api: createApi({ baseUrl: url, fetch }),
      store,
      endpoint: `${url}/api/uploads`,
      isOnline: options.isOnline ?? (() => true),
      now: Date.now,
      monotonicNow,
      pace: allowance.pace,
      fetch,
      httpStack: createFetchHttpStack(),
    }),
    allowance,
    readLimits: () => Promise.resolve(options.limits ?? { bytesPerSecond: null, isHeld: false }),
    subtle: crypto.subtle,
    now: Date.now,
    monotonicNow,
    random: () => 0,
    sleep,
  })
}
