import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** Where a page ends: the values of the last row in the columns it is sorted by, its id last. */
export interface Cursor {
  kind: 'file' | 'folder'
  after: (string | number)[]
}

const cursorSchema = z.tuple([
  z.string(),
  z.enum(['file', 'folder']),
  z
    .array(z.union([z.string(), z.number()]))
    .min(2)
    .max(3),
])

/** @param list what a cursor belongs to: folder, order and filter as one text */
export function encodeCursor(list: string, cursor: Cursor): string {
  return Buffer.from(JSON.stringify([list, cursor.kind, cursor.after])).toString('base64url')
}

/** @throws VaultError `invalid_cursor` when it is not one of this very list */
export function decodeCursor(list: string, text: string): Cursor {
  try {
    const [of, kind, after] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (of === list) return { kind, after }
  } catch (cause) {
    throw new VaultError('invalid_cursor', { cause })
  }
  throw new VaultError('invalid_cursor')
}
