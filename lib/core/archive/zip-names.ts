import { nameKey } from '../names/name-key.ts'
import { safeName } from '../names/safe-name.ts'
import { nextFreeName } from '../names/split-name.ts'

/**
 * Names within one folder of an archive: safe on every system, and no two that any filesystem would take for one. Those
 * that come first keep theirs, the others get a number.
 */
export class ZipNames {
  readonly #taken = new Set<string>()

  give(raw: string): string {
    const name = nextFreeName(safeName(raw), (key) => this.#taken.has(key))
    this.#taken.add(nameKey(name))
    return name
  }
}
