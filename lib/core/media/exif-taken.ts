const DATE_TIME_ORIGINAL = 0x9003
const OFFSET_TIME_ORIGINAL = 0x9011
const EXIF_FOLDER = 0x8769
const ASCII = 2
const ENTRY_BYTES = 12
const MOST_ENTRIES = 512

/**
 * When a photo was taken, as its camera's clock said: `2024-05-06T07:08:09`, with the zone behind it where the camera
 * knew one. Null when the block does not say, or says what is no date. (CIPA DC-008, Exif 2.32, section 4.6)
 * @param block of Exif, with or without its marker `Exif\0\0`
 */
export function readTakenAt(block: Uint8Array): string | null {
  const hasMarker = block[0] === 0x45 && block[1] === 0x78
  const bytes = hasMarker ? block.subarray(6) : block
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const order = bytes.length < 8 ? 0 : view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return null
  const little = order === 0x4949
  const first = readFolder(view, view.getUint32(4, little), little)
  const inner = first.get(EXIF_FOLDER)
  if (inner === undefined) return null
  const exif = readFolder(view, view.getUint32(inner + 8, little), little)
  const taken = toIso(readText(view, exif.get(DATE_TIME_ORIGINAL), little))
  if (taken === null) return null
  const zone = readText(view, exif.get(OFFSET_TIME_ORIGINAL), little)
  return /^[+-]\d\d:\d\d$/.test(zone) ? `${taken}${zone}` : taken
}

/** Where the entry of each tag begins. Offsets come from a stranger: what lies outside is not there. */
function readFolder(view: DataView, at: number, little: boolean): Map<number, number> {
  const entries = new Map<number, number>()
  if (at + 2 > view.byteLength) return entries
  const count = Math.min(view.getUint16(at, little), MOST_ENTRIES)
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * ENTRY_BYTES
    if (entry + ENTRY_BYTES > view.byteLength) break
    entries.set(view.getUint16(entry, little), entry)
  }
  return entries
}

function readText(view: DataView, entry: number | undefined, little: boolean): string {
  if (entry === undefined || view.getUint16(entry + 2, little) !== ASCII) return ''
  const length = view.getUint32(entry + 4, little)
  const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little)
  if (length > 64 || at + length > view.byteLength) return ''
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length)
  return String.fromCharCode(...bytes).replace(/[\0 ]+$/u, '')
}

/** `2024:05:06 07:08:09`; cameras whose clock was never set write zeros or blanks. */
function toIso(text: string): string | null {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)$/.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = new Date(`${iso}Z`)
  return !Number.isNaN(at.getTime()) && Number(year) > 0 && at.toISOString().startsWith(iso) ? iso : null
}
