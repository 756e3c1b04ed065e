import { hash, verify } from '@node-rs/argon2'
import { createLimit } from './limit.ts'
import { newSecret } from './secrets.ts'

export interface PasswordCost {
  readonly memoryKiB: number
  readonly passes: number
}

/** argon2id at about 80 ms on a small household machine; its memory is what makes guessing on graphics cards dear. */
export const PASSWORD_COST: PasswordCost = { memoryKiB: 65_536, passes: 2 }

export interface Passwords {
  /** An argon2id hash in PHC form, with its own salt and cost inside. */
  hash(password: string): Promise<string>
  /** @param stored null when there is nobody: does the same work and says no, so that the time tells nothing */
  verify(stored: string | null, password: string): Promise<boolean>
}

/**
 * @param concurrency how many hashes run at once: each holds its memory and one of the few threads that also serve
 * disks
 */
export async function createPasswords(options: { concurrency: number; cost?: PasswordCost }): Promise<Passwords> {
  const { memoryKiB, passes } = options.cost ?? PASSWORD_COST
  const limit = createLimit(options.concurrency)
  const make = (password: string) =>
    limit(() => hash(composed(password), { memoryCost: memoryKiB, timeCost: passes, parallelism: 1 }))
  const nobody = await make(newSecret('access'))
  return {
    hash: make,
    async verify(stored, password) {
      const matches = await limit(() => verify(stored ?? nobody, composed(password)))
      return matches && stored !== null
    },
  }
}

/** Keyboards compose accents differently; NIST SP 800-63B section 3.1.1.2 asks for one normalisation before hashing. */
function composed(password: string): string {
  return password.normalize('NFKC')
}
