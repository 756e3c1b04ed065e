import { utf8Length, utf8Prefix } from '../bytes/utf8.ts'
import { VaultError } from '../errors/vault-error.ts'
import { nameKey } from './name-key.ts'

/** What ext4, APFS, NTFS and exFAT all take; NTFS and exFAT count UTF-16 units, which are never more than the bytes. */
export const MAX_NAME_BYTES = 255

/** An extension has a letter, or is the three digits of a split archive: "Version 1.2" and "Mr. Smith" have none. */
const EXTENSION = /^\.(?=[^.]*\p{L}|\d{3}$)[\p{L}\p{N}_+-]{1,16}$/u
const COMPRESSED_TAR = /\.tar\.(?:gz|bz2|xz|zst|lz|lz4|lzma|br|z)$/iu
const VERSION = /^(.+)_v([1-9]\d{0,8})$/su

/** `stem + extension` is the name; the extension keeps its dot ("" when there is none, as in ".bashrc"). */
export function splitExtension(name: string): { stem: string; extension: string } {
  const tar = COMPRESSED_TAR.exec(name)
  const dot = tar !== null && tar.index > 0 ? tar.index : name.lastIndexOf('.')
  if (dot <= 0) return { stem: name, extension: '' }
  const extension = name.slice(dot)
  if (dot !== tar?.index && !EXTENSION.test(extension)) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot), extension }
}

/** Puts `_v<version>` before the extension, in the place of a version that is there already; at most 255 bytes. */
export function versionedName(name: string, version: number): string {
  const { stem, extension } = splitExtension(name)
  const suffix = `_v${version}`
  const base = VERSION.exec(stem)?.[1] ?? stem
  return utf8Prefix(base, MAX_NAME_BYTES - utf8Length(suffix + extension)) + suffix + extension
}

/** Steps are single at first, so that gaps are filled, then doubled, so that ten thousand "image.jpg" stay cheap. */
const SINGLE_STEPS = 16

/**
 * The name itself if it is free, else its next version: `a.txt`, `a_v2.txt`, `a_v3.txt`.
 * @param taken asked with the nameKey of a candidate
 * @throws VaultError `entry_exists` when every candidate is taken
 */
export function nextFreeName(name: string, taken: (key: string) => boolean): string {
  if (!taken(nameKey(name))) return name
  const isTaken = (version: number) => taken(nameKey(versionedName(name, version)))
  const first = Number(VERSION.exec(splitExtension(name).stem)?.[2] ?? 1) + 1
  let lastTaken = first - 1
  let candidate = first
  while (isTaken(candidate)) {
    if (candidate > 0xffff_ffff) throw new VaultError('entry_exists', { details: { name } })
    const tried = candidate - first + 1
    lastTaken = candidate
    candidate += tried < SINGLE_STEPS ? 1 : tried
  }
  while (candidate - lastTaken > 1) {
    const middle = Math.floor((lastTaken + candidate) / 2)
    if (isTaken(middle)) lastTaken = middle
    else candidate = middle
  }
  return versionedName(name, candidate)
}
