import { readFile } from 'node:fs/promises'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { sealPasswords, watchPersistFile } from './persist-file.ts'
import {
  isEmptyPlan,
  mergePersist,
  type PersistPlan,
  planPersistChanges,
  type SealedPersistData,
} from './persist-plan.ts'
import { parsePersistText } from './persist-schema.ts'

export interface FollowPersistOptions {
  readonly path: string
  /**
   * Where to keep what was applied last, so that an entry removed while the vault was stopped is removed at its start.
   */
  readonly appliedPath: string
  readonly hashPassword: (password: string) => Promise<string>
  /**
   * Brings the rooms in line, and may be asked for what holds already; when it throws, the same changes are planned
   * again at the next save.
   */
  readonly apply: (plan: PersistPlan) => Promise<void>
  readonly warn: (message: string) => void
  readonly pollMs?: number
}

/**
 * Applies persist.json now and after every save. A file that cannot be used stops the start, but later only warns:
 * what it said before stays in force.
 * @throws StartRefusal `config` for the first reading
 */
export async function followPersistFile(options: FollowPersistOptions) {
  let applied = await readApplied(options.appliedPath)
  let isStart = true
  let writtenAs = ''

  const applyFile = async (): Promise<void> => {
    const next = await sealPasswords(options.path, options.hashPassword)
    const changes = planPersistChanges(applied, next)
    // At the start the file's word counts anew, whatever a restored database says; applying it twice changes nothing.
    const whole = planPersistChanges(null, next)
    const plan = isStart ? { ...whole, ...pickChanges(changes) } : changes
    if (!isEmptyPlan(plan)) await options.apply(plan)
    const merged = mergePersist(applied, next)
    const text = JSON.stringify({
      passwords: merged.passwords,
      readonly_rooms: merged.readonly_rooms,
      drives: merged.drives,
    })
    if (text !== writtenAs) await writeFileAtomic(options.appliedPath, text, { mode: 0o600 })
    writtenAs = text
    applied = merged
    isStart = false
  }
  await applyFile()
  return watchPersistFile(
    options.path,
    async () => {
      try {
        await applyFile()
      } catch (error) {
        if (!(error instanceof StartRefusal)) throw error
        options.warn(`${error.message}\nWhat it said before stays in force.`)
      }
    },
    {
      onError: (error) => options.warn(`${options.path} could not be applied: ${String(error)}`),
      ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
    },
  )
}

const pickChanges = ({ removePasswords, clearReadOnly, removeDrives, renameDrives }: PersistPlan) => ({
  ...{ removePasswords, clearReadOnly, removeDrives, renameDrives },
})

/** Null when there is none or it cannot be read: then nothing is removed at this start, which is the safe side. */
async function readApplied(path: string): Promise<SealedPersistData | null> {
  try {
    const data = parsePersistText(await readFile(path, 'utf8'), path)
    const isSealed = Object.values(data.passwords ?? {}).every((password) => typeof password !== 'string')
    return isSealed ? (data as SealedPersistData) : null // checked on the line above
  } catch {
    return null
  }
}
