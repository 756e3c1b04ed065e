import { VaultError } from '#lib/core/errors/vault-error.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { checkName } from '#lib/core/names/safe-name.ts'
import { nextFreeName, versionedName } from '#lib/core/names/split-name.ts'

/** @throws VaultError `invalid_name` */
export function requireName(raw: string): string {
  const checked = checkName(raw)
  if (checked.kind === 'bad') throw new VaultError('invalid_name', { details: { reason: checked.reason, name: raw } })
  return checked.name
}

/** What a name and its versions share: who chooses among them takes turns under it. */
export function versionGroup(name: string): string {
  return nameKey(versionedName(name, 2))
}

/**
 * `nextFreeName` where the names lie behind a question that takes time.
 * @param findTaken which of these keys are taken
 * @param avoid keys that are taken for another reason
 */
export async function findFreeName(
  name: string,
  findTaken: (keys: readonly string[]) => Promise<Set<string>>,
  avoid: ReadonlySet<string> = new Set(),
): Promise<string> {
  const known = new Map<string, boolean>()
  let asked = [nameKey(name), ...Array.from({ length: 20 }, (_, index) => nameKey(versionedName(name, index + 2)))]
  for (;;) {
    const taken = await findTaken(asked)
    for (const key of asked) known.set(key, taken.has(key) || avoid.has(key))
    const unknown = new Set<string>()
    const free = nextFreeName(name, (key) => {
      const answer = known.get(key)
      if (answer === undefined) unknown.add(key)
      return answer ?? false
    })
    if (unknown.size === 0) return free
    asked = [...unknown]
  }
}
