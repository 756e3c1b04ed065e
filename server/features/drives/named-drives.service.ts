import { dirname, resolve } from 'node:path'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { type PersistEdit, updatePersistFile } from '#server/config/persist-file.ts'
import type { NamedDrive, PersistPlan } from '#server/config/persist-plan.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import type { DrivesService } from './drives.service.ts'

/** Drives that persist.json names. */
export interface NamedDrives {
  /**
   * Writes what the command line or the environment names into persist.json.
   * @throws StartRefusal `config` for a folder that cannot be a drive
   */
  keep(flagged: readonly NamedDrive[]): Promise<void>
  /** Brings the drives in line with the file. What cannot be done is told, and the others are served all the same. */
  apply(plan: Pick<PersistPlan, 'setDrives' | 'renameDrives' | 'removeDrives'>): Promise<void>
  /** The file no longer names this folder. */
  unname(path: string): Promise<void>
}

export interface NamedDrivesDeps {
  readonly drives: DrivesService
  readonly persistPath: string
  readonly warn: (message: string) => void
}

export function createNamedDrives({ drives, persistPath, warn }: NamedDrivesDeps): NamedDrives {
  const absolute = (path: string): string => resolve(dirname(persistPath), path)
  const knownAt = async (path: string) => (await drives.list()).find((drive) => drive.path === absolute(path)) ?? null

  async function add({ name, path }: NamedDrive): Promise<void> {
    if ((await knownAt(path)) === null) await drives.add({ name, path: absolute(path), fromFile: true }, SYSTEM)
  }

  async function rename({ name, path }: NamedDrive): Promise<void> {
    const known = await knownAt(path)
    if (known !== null && known.name !== name) await drives.change(known.id, { name }, SYSTEM)
  }

  async function attempt(drive: NamedDrive, work: (drive: NamedDrive) => Promise<void>): Promise<void> {
    await work(drive).catch((error: unknown) => {
      if (!(error instanceof VaultError)) throw error
      warn(`The drive ${drive.name} (${drive.path}) cannot be shown: ${sentenceOf(error)}`)
    })
  }

  return {
    async keep(flagged) {
      for (const { name, path } of flagged) {
        // One that is known may be unplugged at the moment.
        if ((await knownAt(path)) !== null) continue
        await drives.check({ name, path }).catch((error: unknown) => {
          throw new StartRefusal('config', `The drive ${name} (${path}) cannot be shown: ${sentenceOf(error)}`)
        })
      }
      if (flagged.length === 0) return
      await updatePersistFile(persistPath, ({ drives: named = {} }) =>
        flagged.flatMap(({ name, path }): PersistEdit[] => {
          const isNamed = Object.values(named).some((drive) => absolute(drive.path) === path)
          return isNamed ? [] : [{ path: ['drives', name], value: { path } }]
        }),
      )
    },

    async apply({ setDrives, renameDrives, removeDrives }) {
      for (const path of removeDrives) {
        const known = await knownAt(path)
        if (known !== null) await drives.remove(known.id, known.name, SYSTEM)
      }
      for (const drive of setDrives) await attempt(drive, add)
      for (const drive of renameDrives) await attempt(drive, rename)
    },

    async unname(path) {
      await updatePersistFile(persistPath, ({ drives: named = {} }) =>
        Object.entries(named)
          .filter(([, drive]) => absolute(drive.path) === path)
          .map(([name]) => ({ path: ['drives', name], value: undefined })),
      )
    },
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof VaultError)) throw error
  const [, title, advice] = ERROR_CODES[error.code]
  return `${title} ${advice}`
}
