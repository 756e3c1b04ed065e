import { join } from 'node:path'
import { launchVault } from '../../support/vault-process.ts'
import type { Cut } from './cuts.ts'
import { type LifeStory, live, UNLIMITED } from './life.ts'
import { type DiskKind, openLoopDisk } from './loop-disk.ts'

export interface PowerOptions {
  readonly kind: DiskKind
  readonly seed: number
  readonly cuts: readonly Cut[]
  /** For every start of the vault. */
  readonly env?: Record<string, string>
  readonly say: (line: string) => void
}

/** A life on a disk that loses its power at each cut, and everything with it that was not synced. */
export async function liveOnLoop({ kind, seed, cuts, env, say }: PowerOptions): Promise<LifeStory> {
  const disk = await openLoopDisk(kind)
  try {
    const vault = await launchVault({
      ...{ flags: UNLIMITED, dataFolder: join(disk.folder, 'data') },
      ...(env === undefined ? {} : { env }),
    })
    try {
      return await live({
        // What is tested begins here: a house that cannot even be opened tells nothing of its files.
        settled: () => disk.sync(),
        ...{ vault, seed, cuts, say: (line) => say(`${kind}, ${line}`) },
        cutOff: async () => {
          // The disk first: a process that is killed would leave the kernel the time to write.
          await disk.cutPower()
          await vault.kill()
          await disk.powerUp()
        },
      })
    } finally {
      await vault.dispose()
    }
  } finally {
    await disk.dispose()
  }
}
