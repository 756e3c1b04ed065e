import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DnsMessage, decodeMessage, EMPTY_MESSAGE, encodeMessage, TYPE } from './dns-message.ts'

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
const record = fc.record({
  name,
  type: fc.integer({ min: 1, max: 300 }),
  ttlSeconds: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  unique: fc.boolean(),
  data: fc.uint8Array({ maxLength: 40 }),
})
const message: fc.Arbitrary<DnsMessage> = fc.record({
  id: fc.integer({ min: 0, max: 65_535 }),
  isResponse: fc.boolean(),
  questions: fc.array(fc.record({ name, type: fc.integer({ min: 1, max: 300 }), unicast: fc.boolean() }), {
    maxLength: 3,
  }),
  answers: fc.array(record, { maxLength: 3 }),
  authorities: fc.array(record, { maxLength: 2 }),
  additionals: fc.array(record, { maxLength: 2 }),
})

const plain = (one: DnsMessage | null) =>
  JSON.stringify(one, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value))

describe('a DNS message', () => {
  it('reads back as it was written', () => {
    fc.assert(fc.property(message, (one) => plain(decodeMessage(encodeMessage(one))) === plain(one)))
  })

  it('is refused, never thrown over, whatever the bytes', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(255), (one, at, byte) => {
        const bytes = encodeMessage(one)
        bytes[at % bytes.length] = byte
        decodeMessage(bytes)
        decodeMessage(bytes.subarray(0, at % bytes.length))
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeMessage(Buffer.from(bytes))))
  })

  it('follows pointers back, and in no circle', () => {
    const head = Buffer.from('000084000000000200000000', 'hex')
    const first = Buffer.concat([
      Buffer.from('\x06hearth\x05local\x00', 'latin1'),
      Buffer.from('00018001000000780004c0a80105', 'hex'),
    ])
    const pointing = Buffer.from('c00c001c8001000000780000', 'hex')
    const read = decodeMessage(Buffer.concat([head, first, pointing]))
    expect(read?.answers.map((one) => [one.name, one.type, one.unique])).toEqual([
      ['hearth.local', TYPE.A, true],
      ['hearth.local', TYPE.AAAA, true],
    ])
    const circle = Buffer.concat([Buffer.from('000000000001000000000000', 'hex'), Buffer.from('c00c00010001', 'hex')])
    expect(decodeMessage(circle)).toBeNull()
  })

  it('is refused when a name leads on and on, and when it is longer than any', () => {
    /** A question, a record whose data are pointers, each to the one before it, and a record named by the last one. */
    const chained = (pointers: number): Buffer => {
      const pointerTo = (at: number) => Buffer.of(0xc0 | (at >> 8), at & 0xff)
      const record = (named: Buffer, data: Buffer) =>
        Buffer.concat([named, Buffer.from('0001000100000078', 'hex'), Buffer.of(data.length >> 8, data.length), data])
      const head = Buffer.concat([Buffer.from('000000000001000200000000', 'hex'), Buffer.from('01610000010001', 'hex')])
      const start = head.length + 12
      const chain = Array.from({ length: pointers }, (_, index) =>
        pointerTo(index === 0 ? 12 : start + (index - 1) * 2),
      )
      const last = pointerTo(start + (pointers - 1) * 2)
      return Buffer.concat([head, record(pointerTo(12), Buffer.concat(chain)), record(last, Buffer.alloc(4))])
    }
    expect(decodeMessage(chained(100))?.answers.map(({ name }) => name)).toEqual(['a', 'a'])
    expect(decodeMessage(chained(200))).toBeNull()
    const short = encodeMessage({ ...EMPTY_MESSAGE, isResponse: true })
    expect(decodeMessage(Buffer.concat([short, Buffer.alloc(8000)]))).not.toBeNull()
    expect(decodeMessage(Buffer.concat([short, Buffer.alloc(9000)]))).toBeNull()
  })

  it('keeps what asks for a unicast answer apart from the class', () => {
    const question = { name: 'hearth.local', type: TYPE.ANY, unicast: true }
    const bytes = encodeMessage({ ...EMPTY_MESSAGE, questions: [question] })
    expect(bytes.readUInt16BE(bytes.length - 2)).toBe(0x8001)
    expect(decodeMessage(bytes)?.questions).toEqual([question])
  })
})
