import { kindOf } from '../kinds/kind.ts'
import { splitExtension } from '../names/split-name.ts'

/** Drawn by what they say, or raw data of a camera that no part of the vault can develop. */
const NEVER = new Set('svg ico psd jxl mid midi amr'.split(' '))

/** Whether it is worth to look for a picture in a file of this name: a photo, a film, a cover, the first page. */
export function mayHavePicture(name: string, mime?: string | null): boolean {
  const extension = splitExtension(name).extension.slice(1).toLowerCase()
  if (NEVER.has(extension) || mime === 'image/svg+xml') return false
  const kind = kindOf(name, mime)
  if (kind === 'paper') return extension === 'pdf' || (extension === '' && mime === 'application/pdf')
  return kind === 'photo' || kind === 'film' || kind === 'sound'
}
