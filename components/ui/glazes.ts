import type { z } from 'zod'
import type { glazeSchema } from '#lib/contracts/http/common.ts'

export type Glaze = z.output<typeof glazeSchema>

export const GLAZES: readonly Glaze[] = ['clay', 'ochre', 'moss', 'lake', 'dusk', 'plum', 'rose', 'stone']

/** The glaze of a person follows from the account's id, so it is the same on every device. */
export function glazeOf(id: string): Glaze {
  // FNV-1a: the ids share a long prefix of time, so every character has to count.
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  // Stone stands for people without an account.
  return GLAZES[(hash >>> 0) % (GLAZES.length - 1)] ?? 'clay'
}
