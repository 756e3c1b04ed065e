/** DNS messages as multicast DNS speaks them (RFC 1035 section 4, RFC 6762 section 18). */

export const TYPE = { A: 1, AAAA: 28, NSEC: 47, ANY: 255 } as const
const CLASS_IN = 1
const CLASS_ANY = 255
/**
 * In a question: a unicast answer is welcome. In a record: it is the only one of its name (RFC 6762 section 18.12,
 * 10.2).
 */
const TOP_BIT = 0x8000
/** RFC 6762 section 17, with the headers of IP and UDP left out. */
const MAX_MESSAGE_BYTES = 9000
/** Of a name: far more than it needs; without a bound a message of nothing but pointers costs the square of its length. */
const MAX_STEPS = 127

export interface Question {
  readonly name: string
  readonly type: number
  readonly unicast: boolean
}

export interface DnsRecord {
  readonly name: string
  readonly type: number
  readonly ttlSeconds: number
  /** Cache-flush: forget what was heard of this name and type before. */
  readonly unique: boolean
  readonly data: Uint8Array
}

export interface DnsMessage {
  readonly id: number
  readonly isResponse: boolean
  readonly questions: readonly Question[]
  readonly answers: readonly DnsRecord[]
  readonly authorities: readonly DnsRecord[]
  readonly additionals: readonly DnsRecord[]
}

export const EMPTY_MESSAGE: DnsMessage = {
  id: 0,
  isResponse: false,
  questions: [],
  answers: [],
  authorities: [],
  additionals: [],
}

export function encodeMessage(message: DnsMessage): Buffer {
  const { questions, answers, authorities, additionals } = message
  const head = Buffer.alloc(12)
  head.writeUInt16BE(message.id, 0)
  // A response is authoritative (RFC 6762 section 18.4).
  head.writeUInt16BE(message.isResponse ? 0x8400 : 0, 2)
  for (const [index, list] of [questions, answers, authorities, additionals].entries()) {
    head.writeUInt16BE(list.length, 4 + index * 2)
  }
  return Buffer.concat([
    head,
    ...questions.map(encodeQuestion),
    ...[...answers, ...authorities, ...additionals].map(encodeRecord),
  ])
}

function encodeQuestion({ name, type, unicast }: Question): Buffer {
  return Buffer.concat([encodeName(name), uint16(type), uint16(CLASS_IN | (unicast ? TOP_BIT : 0))])
}

function encodeRecord({ name, type, unique, ttlSeconds, data }: DnsRecord): Buffer {
  const ttl = Buffer.alloc(4)
  ttl.writeUInt32BE(ttlSeconds)
  const kind = [encodeName(name), uint16(type), uint16(CLASS_IN | (unique ? TOP_BIT : 0))]
  return Buffer.concat([...kind, ttl, uint16(data.length), data])
}

/** Labels with their lengths; never compressed, which every reader takes. */
export function encodeName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(label, 'utf8'))
  return Buffer.concat([...labels.flatMap((label) => [Buffer.of(label.length), label]), Buffer.of(0)])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

/**
 * A message of somebody on the network; null when it is malformed or none that multicast DNS takes (section 18.3,
 * 18.11).
 */
export function decodeMessage(bytes: Buffer): DnsMessage | null {
  if (bytes.length > MAX_MESSAGE_BYTES) return null
  try {
    const flags = bytes.readUInt16BE(2)
    if ((flags & 0x7800) !== 0 || (flags & 0x000f) !== 0) return null
    const counts = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at))
    const cursor = { at: 12 }
    const questions = times(counts[0], () => readQuestion(bytes, cursor))
    const lists = counts.slice(1).map((count) => times(count, () => readRecord(bytes, cursor)))
    const [answers = [], authorities = [], additionals = []] = lists.map((list) => list.filter((one) => one !== null))
    const asked = questions.filter((one) => one !== null)
    const isResponse = (flags & 0x8000) !== 0
    return { id: bytes.readUInt16BE(0), isResponse, questions: asked, answers, authorities, additionals }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

interface Cursor {
  at: number
}

function times<T>(count = 0, read: () => T): T[] {
  return Array.from({ length: count }, read)
}

/** null for a class that is not the internet's. */
function readQuestion(bytes: Buffer, cursor: Cursor): Question | null {
  const name = readName(bytes, cursor)
  const type = bytes.readUInt16BE(cursor.at)
  const kind = bytes.readUInt16BE(cursor.at + 2)
  cursor.at += 4
  return isInternet(kind) ? { name, type, unicast: (kind & TOP_BIT) !== 0 } : null
}

function readRecord(bytes: Buffer, cursor: Cursor): DnsRecord | null {
  const name = readName(bytes, cursor)
  const [type, kind] = [bytes.readUInt16BE(cursor.at), bytes.readUInt16BE(cursor.at + 2)]
  const ttlSeconds = bytes.readUInt32BE(cursor.at + 4)
  const start = cursor.at + 10
  const end = start + bytes.readUInt16BE(cursor.at + 8)
  if (end > bytes.length) throw new RangeError('a record is cut short')
  cursor.at = end
  if (!isInternet(kind)) return null
  return { name, type, ttlSeconds, unique: (kind & TOP_BIT) !== 0, data: new Uint8Array(bytes.subarray(start, end)) }
}

function isInternet(kind: number): boolean {
  const bare = kind & ~TOP_BIT
  return bare === CLASS_IN || bare === CLASS_ANY
}

/** In lower case; pointers lead backwards only, so that no message leads in a circle (RFC 1035 section 4.1.4). */
function readName(bytes: Buffer, cursor: Cursor): string {
  const labels: string[] = []
  let at = cursor.at
  let behind: number | null = null
  let steps = 0
  for (let length = bytes.readUInt8(at); length !== 0; length = bytes.readUInt8(at)) {
    if (++steps > MAX_STEPS) throw new RangeError('a name has too many parts')
    if (length >= 0xc0) {
      const target = bytes.readUInt16BE(at) & 0x3fff
      if (target >= at) throw new RangeError('a name points forward')
      behind ??= at + 2
      at = target
      continue
    }
    if (length > 63 || at + 1 + length > bytes.length) throw new RangeError('a label is malformed')
    labels.push(bytes.toString('utf8', at + 1, at + 1 + length).toLowerCase())
    at += 1 + length
  }
  cursor.at = behind ?? at + 1
  return labels.join('.')
}
