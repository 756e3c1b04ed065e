import { StartRefusal } from '#server/console/start-refusal.ts'
import { sealPasswords, watchPersistFile } from './persist-file.ts'
import {
  isEmptyPlan,
  mergePersist,
  type PersistPlan,
  planPersistChanges,
  type SealedPersistData,
} from './persist-plan.ts'

export interface FollowPersistOptions {
  readonly path: string
  readonly hashPassword: (password: string) => Promise<string>
  /** Brings the rooms in line; when it throws, the same changes are planned again at the next save. */
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
  let applied: SealedPersistData | null = null

  const applyFile = async (): Promise<void> => {
    const next = await sealPasswords(options.path, options.hashPassword)
    const plan = planPersistChanges(applied, next)
    if (!isEmptyPlan(plan)) await options.apply(plan)
    applied = mergePersist(applied, next)
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
