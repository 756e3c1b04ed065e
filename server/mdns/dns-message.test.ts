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

  it('keeps what asks for a unicast answer apart from the class', () => {
    const question = { name: 'hearth.local', type: TYPE.ANY, unicast: true }
    const bytes = encodeMessage({ ...EMPTY_MESSAGE, questions: [question] })
    expect(bytes.readUInt16BE(bytes.length - 2)).toBe(0x8001)
    expect(decodeMessage(bytes)?.questions).toEqual([question])
  })
})
