/** A film and a sound that any Chromium plays, made without another program. */

const WIDTH = 320
const HEIGHT = 180
const FRAMES_PER_SECOND = 10
/** One key frame of VP8: the whole picture in the ember of the app's icon. */
const FRAME = Buffer.from(
  '0A8AnQEqQAG0AABHCIWFiJmEiAICAnWqA/gD+gIGtqWow9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k5w9k2QP7Xlf/zsQnFaD/zsb/9nkxLomH/ZsAA',
  'base64',
)

/**
 * A WebM film (RFC 9559) of one cluster per second, with cues. Each second is padded, so that a browser does not hold
 * all of it after its first request and has to ask for ranges.
 */
export function makeFilm(seconds: number, bytesPerSecond: number): Buffer {
  const times = Array.from({ length: seconds }, (_, second) => second * 1000)
  const clusters = times.map((time) => cluster(time, bytesPerSecond))
  const info = element('1549a966', uint('2ad7b1', 1_000_000), float('4489', seconds * 1000), text('4d80', 'hearth'))
  const video = element('e0', uint('b0', WIDTH), uint('ba', HEIGHT))
  const track = element('ae', uint('d7', 1), uint('73c5', 1), uint('83', 1), text('86', 'V_VP8'), video)
  const head = [info, element('1654ae6b', track)]
  // Every number has eight bytes: where the clusters begin does not depend on the positions that the cues name.
  const cuesOf = (start: number): Buffer => {
    let at = start
    const points = clusters.map((bytes, second) => {
      const point = element('bb', uint('b3', second * 1000), element('b7', uint('f7', 1), uint('f1', at)))
      at += bytes.length
      return point
    })
    return element('1c53bb6b', ...points)
  }
  const start = Buffer.concat(head).length + cuesOf(0).length
  const ebml = element('1a45dfa3', text('4282', 'webm'), uint('4287', 2), uint('4285', 2))
  return Buffer.concat([ebml, element('18538067', ...head, cuesOf(start), ...clusters)])
}

function cluster(timeMs: number, sizeBytes: number): Buffer {
  const frames = Array.from({ length: FRAMES_PER_SECOND }, (_, index) => {
    const header = Buffer.from([0x81, 0, 0, 0x80])
    header.writeInt16BE((index * 1000) / FRAMES_PER_SECOND, 1)
    return element('a3', header, FRAME)
  })
  return element('1f43b675', uint('e7', timeMs), ...frames, element('ec', Buffer.alloc(sizeBytes)))
}

/** An element of EBML (RFC 8794): id, size in eight bytes, content. */
function element(id: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n))
  return Buffer.concat([Buffer.from(id, 'hex'), size, body])
}

function uint(id: string, value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return element(id, bytes)
}

function float(id: string, value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return element(id, bytes)
}

const text = (id: string, value: string): Buffer => element(id, Buffer.from(value))

/** A tone as a WAV file: 16 bits, one channel. */
export function makeSound(seconds: number): Buffer {
  const rate = 22_050
  const samples = Buffer.alloc(seconds * rate * 2)
  for (let at = 0; at < seconds * rate; at++) {
    samples.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * at) / rate)), at * 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  for (const [index, value] of [
    1,
    1,
    rate & 0xffff,
    rate >> 16,
    (rate * 2) & 0xffff,
    (rate * 2) >> 16,
    2,
    16,
  ].entries()) {
    header.writeUInt16LE(value, 20 + index * 2)
  }
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}
