import { randomInt } from 'node:crypto'
import { equalInConstantTime } from '#server/auth/secrets.ts'

/** Without letters and digits that look alike on a console. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const GROUPS = 3
const GROUP_LENGTH = 4

/** A code such as `K7QF-9M2X-TR4D`: 60 bits, behind a door that locks after a few wrong ones. */
export function newSetupCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** People type it in any case, with or without the dashes. */
export function isSetupCode(typed: string, code: string): boolean {
  return equalInConstantTime(bare(typed), bare(code))
}

function bare(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase()
}
