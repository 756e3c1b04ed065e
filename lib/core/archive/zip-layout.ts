import { encodeUtf8, utf8Length } from '../bytes/utf8.ts'

/**
 * The bytes of a zip archive around its members (PKWARE APPNOTE 6.3.10), which are stored as they are: so its length is
 * known before a byte of them was read. Checksums are known only after, so they follow in data descriptors.
 */
export interface ZipMember {
  /** "/" between names; a folder ends with one. */
  readonly name: string
  readonly sizeBytes: number
  readonly modifiedMs: number
}

const MAX_16 = 0xffff
const MAX_32 = 0xffff_ffff
/** APPNOTE 4.4.4: a descriptor follows; names are UTF-8. */
const WITH_DESCRIPTOR = 0x0008
const UTF_8 = 0x0800
/** APPNOTE 4.4.3: what it takes to read a folder, and zip64. */
const NEEDS_FOLDERS = 20
const NEEDS_ZIP64 = 45
/** Unix, so that the modes below count. */
const MADE_BY = (3 << 8) | NEEDS_ZIP64
const FILE_MODE = 0o100_644 * 0x1_0000
const FOLDER_MODE = 0o040_755 * 0x1_0000 + 0x10
const TIME_EXTRA_BYTES = 9

const isZip64 = ({ sizeBytes }: ZipMember) => sizeBytes >= MAX_32
/** Nothing to read, so its checksum is known: 0. */
const isEmpty = ({ sizeBytes }: ZipMember) => sizeBytes === 0

export function localHeaderBytes(member: ZipMember): number {
  return 30 + utf8Length(member.name) + timeExtraBytes(member) + (isZip64(member) ? 20 : 0)
}

/** APPNOTE 4.3.9.2: eight bytes for each size where the local header has the zip64 field. */
export function descriptorBytes(member: ZipMember): number {
  return isEmpty(member) ? 0 : isZip64(member) ? 24 : 16
}

/** All the bytes of one member but those of the directory at the end. */
export function memberBytes(member: ZipMember): number {
  return localHeaderBytes(member) + member.sizeBytes + descriptorBytes(member)
}

/** @param offset of the local header */
export function directoryEntryBytes(member: ZipMember, offset: number): number {
  const fields = (isZip64(member) ? 2 : 0) + (offset >= MAX_32 ? 1 : 0)
  return 46 + utf8Length(member.name) + timeExtraBytes(member) + (fields === 0 ? 0 : 4 + fields * 8)
}

/** Where the directory begins, how long it is, and how long everything is. */
export interface ZipLayout {
  readonly count: number
  readonly directoryOffset: number
  readonly directoryBytes: number
  readonly totalBytes: number
}

export function layOutZip(members: readonly ZipMember[]): ZipLayout {
  let offset = 0
  let directoryBytes = 0
  for (const member of members) {
    directoryBytes += directoryEntryBytes(member, offset)
    offset += memberBytes(member)
  }
  const ends = { count: members.length, directoryOffset: offset, directoryBytes }
  return { ...ends, totalBytes: offset + directoryBytes + endBytes(ends) }
}

export function localHeader(member: ZipMember): Uint8Array {
  const big = isZip64(member)
  const out = new Writer(localHeaderBytes(member))
  out.u32(0x04034b50)
  out.u16(big ? NEEDS_ZIP64 : NEEDS_FOLDERS)
  out.u16(flagsOf(member))
  out.u16(0)
  out.dosTime(member.modifiedMs)
  out.u32(0)
  // APPNOTE 4.4.4: zero where a descriptor says it, but for zip64, whose field must be there.
  out.u32(big ? MAX_32 : 0)
  out.u32(big ? MAX_32 : 0)
  const name = encodeUtf8(member.name)
  out.u16(name.length)
  out.u16(timeExtraBytes(member) + (big ? 20 : 0))
  out.bytes(name)
  timeExtra(out, member)
  if (big) {
    out.u16(0x0001)
    out.u16(16)
    out.u64(member.sizeBytes)
    out.u64(member.sizeBytes)
  }
  return out.done()
}

export function dataDescriptor(member: ZipMember, crc: number): Uint8Array {
  const out = new Writer(descriptorBytes(member))
  if (isEmpty(member)) return out.done()
  out.u32(0x08074b50)
  out.u32(crc)
  for (const size of [member.sizeBytes, member.sizeBytes]) isZip64(member) ? out.u64(size) : out.u32(size)
  return out.done()
}

export function directoryEntry(member: ZipMember, crc: number, offset: number): Uint8Array {
  const [big, far] = [isZip64(member), offset >= MAX_32]
  const isFolder = member.name.endsWith('/')
  const fields = (big ? 2 : 0) + (far ? 1 : 0)
  const out = new Writer(directoryEntryBytes(member, offset))
  out.u32(0x02014b50)
  out.u16(MADE_BY)
  out.u16(fields > 0 ? NEEDS_ZIP64 : NEEDS_FOLDERS)
  out.u16(flagsOf(member))
  out.u16(0)
  out.dosTime(member.modifiedMs)
  out.u32(crc)
  out.u32(big ? MAX_32 : member.sizeBytes)
  out.u32(big ? MAX_32 : member.sizeBytes)
  const name = encodeUtf8(member.name)
  out.u16(name.length)
  out.u16(timeExtraBytes(member) + (fields === 0 ? 0 : 4 + fields * 8))
  out.u16(0)
  out.u16(0)
  out.u16(0)
  out.u32(isFolder ? FOLDER_MODE : FILE_MODE)
  out.u32(far ? MAX_32 : offset)
  out.bytes(name)
  timeExtra(out, member)
  if (fields > 0) {
    out.u16(0x0001)
    out.u16(fields * 8)
    if (big) out.u64(member.sizeBytes)
    if (big) out.u64(member.sizeBytes)
    if (far) out.u64(offset)
  }
  return out.done()
}

type Ends = Omit<ZipLayout, 'totalBytes'>

/** What closes the archive, after the directory. */
export function endOfZip({ count, directoryOffset, directoryBytes }: Ends): Uint8Array {
  const out = new Writer(endBytes({ count, directoryOffset, directoryBytes }))
  if (needsZip64End({ count, directoryOffset, directoryBytes })) {
    out.u32(0x06064b50)
    out.u64(44)
    out.u16(MADE_BY)
    out.u16(NEEDS_ZIP64)
    out.u32(0)
    out.u32(0)
    out.u64(count)
    out.u64(count)
    out.u64(directoryBytes)
    out.u64(directoryOffset)
    out.u32(0x07064b50)
    out.u32(0)
    out.u64(directoryOffset + directoryBytes)
    out.u32(1)
  }
  out.u32(0x06054b50)
  out.u16(0)
  out.u16(0)
  out.u16(Math.min(count, MAX_16))
  out.u16(Math.min(count, MAX_16))
  out.u32(Math.min(directoryBytes, MAX_32))
  out.u32(Math.min(directoryOffset, MAX_32))
  out.u16(0)
  return out.done()
}

function needsZip64End({ count, directoryOffset, directoryBytes }: Ends): boolean {
  return count >= MAX_16 || directoryOffset >= MAX_32 || directoryBytes >= MAX_32
}

function endBytes(ends: Ends): number {
  return 22 + (needsZip64End(ends) ? 56 + 20 : 0)
}

function flagsOf(member: ZipMember): number {
  return isEmpty(member) ? UTF_8 : UTF_8 | WITH_DESCRIPTOR
}

/** The time of the world, beside the one of DOS that knows no zone; it ends in 2038. */
function timeExtraBytes({ modifiedMs }: ZipMember): number {
  const seconds = Math.floor(modifiedMs / 1000)
  return seconds >= 0 && seconds <= 0x7fff_ffff ? TIME_EXTRA_BYTES : 0
}

function timeExtra(out: Writer, member: ZipMember): void {
  if (timeExtraBytes(member) === 0) return
  out.u16(0x5455)
  out.u16(5)
  out.u8(1)
  out.u32(Math.floor(member.modifiedMs / 1000))
}

/** Little-endian, as everything in a zip. */
class Writer {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(lengthBytes: number) {
    this.#bytes = new Uint8Array(lengthBytes)
    this.#view = new DataView(this.#bytes.buffer)
  }

  u8(value: number): void {
    this.#view.setUint8(this.#at, value)
    this.#at += 1
  }

  u16(value: number): void {
    this.#view.setUint16(this.#at, value, true)
    this.#at += 2
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value, true)
    this.#at += 4
  }

  u64(value: number): void {
    this.#view.setBigUint64(this.#at, BigInt(value), true)
    this.#at += 8
  }

  bytes(value: Uint8Array): void {
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  /** Of UTC: which zone the reader is in, nobody knows. From 1980 to 2107, in steps of two seconds. */
  dosTime(ms: number): void {
    const date = new Date(Math.min(Math.max(ms, Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)))
    const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    this.u16((hours << 11) | (minutes << 5) | (seconds >> 1))
    this.u16(((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate())
  }

  done(): Uint8Array {
    if (this.#at !== this.#bytes.length) throw new RangeError('the layout of the zip does not add up')
    return this.#bytes
  }
}
