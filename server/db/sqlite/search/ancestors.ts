import type { Connection } from '../connection.ts'

interface Standing {
  readonly isListed: boolean
  readonly isBelow: boolean
}

const DEEPEST = 200
const ROOT: Standing = { isListed: true, isBelow: false }
const LOST: Standing = { isListed: false, isBelow: false }

/**
 * Whether what lies in a folder is listed: rows below a folder in the trash do not say so themselves. Remembers the
 * folders of one search.
 */
export class Ancestors {
  readonly #connection: Connection
  /** The folder that must be above, or null. */
  readonly #below: string | null
  readonly #known = new Map<string, Standing>()

  constructor(connection: Connection, below: string | null) {
    this.#connection = connection
    this.#below = below
  }

  admit(parentId: string | null): boolean {
    const { isListed, isBelow } = this.#standing(parentId, DEEPEST)
    return isListed && (this.#below === null || isBelow)
  }

  #standing(folderId: string | null, depth: number): Standing {
    if (folderId === null) return ROOT
    if (depth === 0) return LOST
    const known = this.#known.get(folderId)
    if (known) return known
    const { rows } = this.#connection.run('select parent_id, state from entries where id = ?', [folderId])
    // The two columns that were asked for.
    const [row] = rows as { parent_id: string | null; state: string }[]
    const above = row === undefined || row.state === 'trashed' ? LOST : this.#standing(row.parent_id, depth - 1)
    const standing = { isListed: above.isListed, isBelow: above.isBelow || folderId === this.#below }
    this.#known.set(folderId, standing)
    return standing
  }
}
