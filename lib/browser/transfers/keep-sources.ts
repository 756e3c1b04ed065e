import type { KeepAnswer, KeepRequest } from './keep-messages.ts'
import type { SourceFolder } from './source-folder.ts'

export interface SourceToKeep {
  /** Of the transfer. */
  id: string
  file: File
}

export interface KeepOptions {
  folder: SourceFolder
  copy: (source: SourceToKeep) => Promise<KeepAnswer>
  /** Bytes this origin may still write. */
  countFree: () => Promise<number>
  /** False once a transfer is over: what was sent needs no copy. */
  isWanted: (id: string) => boolean
}

/** So much of what is free stays free, for everything else on this device. */
const LEFT_FREE = 0.2

/**
 * Copies files that a browser would forget with the page, one after the other; the last first, for the first are sent
 * meanwhile. A transfer never waits for its copy, nor fails with it.
 * @returns how many wait without a copy because this device has no room
 */
export async function keepSources(sources: readonly SourceToKeep[], options: KeepOptions): Promise<number> {
  let unkept = 0
  for (const source of [...sources].reverse()) {
    if (!options.isWanted(source.id)) continue
    const hasRoom = source.file.size <= (await options.countFree()) * (1 - LEFT_FREE)
    const answer = hasRoom ? await options.copy(source) : 'full'
    if (!options.isWanted(source.id)) await options.folder.remove(source.id)
    else if (answer === 'full') unkept++
  }
  return unkept
}

/** Opens the worker that copies. The caller closes it. */
export function openCopier(storeName: string) {
  const worker = new Worker('/keep-worker.js', { name: 'sources' })
  const copy = ({ id, file }: SourceToKeep) =>
    new Promise<KeepAnswer>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<KeepAnswer>) => resolve(data)
      // Its code could not be loaded.
      worker.onerror = () => resolve('failed')
      worker.postMessage({ storeName, id, file } satisfies KeepRequest)
    })
  return { copy, close: () => worker.terminate() }
}

export async function countFree(): Promise<number> {
  const { quota, usage } = await navigator.storage.estimate()
  return quota === undefined ? Number.POSITIVE_INFINITY : quota - (usage ?? 0)
}
