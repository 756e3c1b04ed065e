import { describe, expect, it } from 'vitest'
import { addressRecord, type Link, recordsOf, TTL_SECONDS } from './address-records.ts'
import { type DnsMessage, EMPTY_MESSAGE, TYPE } from './dns-message.ts'
import {
  type ClaimAction,
  type ClaimEvent,
  type ClaimState,
  dueAt,
  MDNS_PORT,
  nameOf,
  startClaim,
  stepClaim,
} from './name-claim.ts'

const LAN = link('eth0', '192.168.1.5', 'fd00::5')
const WIFI = link('wlan0', '192.168.2.5')
const OTHER = '192.168.1.99'

function link(name: string, address: string, ...more: string[]): Link {
  return { id: `${name} ${address}`, address, netmask: '255.255.255.0', addresses: [address, ...more] }
}

/** A claim with a clock of its own, and what it sent. */
class Trial {
  now = 1000
  sent: ClaimAction[] = []
  constructor(public state: ClaimState = startClaim('hearth', 1)) {}

  step(event: ClaimEvent): ClaimAction[] {
    const { state, actions } = stepClaim(this.state, event, this.now, () => 0.5)
    this.state = state
    this.sent.push(...actions)
    return [...actions]
  }

  /** Lets all that is due by itself happen, until then. */
  runUntil(until: number): void {
    for (let due = dueAt(this.state); due !== null && due <= until; due = dueAt(this.state)) {
      this.now = Math.max(this.now, due)
      this.step({ kind: 'time' })
    }
    this.now = until
  }

  hear(message: Partial<DnsMessage>, port = MDNS_PORT, on = LAN): ClaimAction[] {
    return this.step({
      kind: 'message',
      link: on,
      message: { ...EMPTY_MESSAGE, ...message },
      from: { address: OTHER, port },
    })
  }
}

function held(...links: Link[]): Trial {
  const trial = new Trial()
  trial.step({ kind: 'links', links })
  trial.runUntil(10_000)
  trial.sent = []
  return trial
}

const taken = (name = 'hearth.local', address = OTHER): Partial<DnsMessage> => ({
  isResponse: true,
  answers: [addressRecord(name, address, TTL_SECONDS)],
})
const asks = (type: number, answers: DnsMessage['answers'] = []): Partial<DnsMessage> => ({
  questions: [{ name: 'hearth.local', type, unicast: false }],
  answers,
})
const proposes = (address: string): Partial<DnsMessage> => ({
  questions: [{ name: 'hearth.local', type: TYPE.ANY, unicast: true }],
  authorities: [{ ...addressRecord('hearth.local', address, TTL_SECONDS), unique: false }],
})

describe('a claim', () => {
  it('asks three times, 250 ms apart, then announces twice, a second apart', () => {
    const trial = new Trial()
    trial.step({ kind: 'links', links: [LAN] })
    const times: [number, boolean][] = []
    for (let due = dueAt(trial.state); due !== null; due = dueAt(trial.state)) {
      trial.now = due
      for (const { message } of trial.step({ kind: 'time' })) times.push([due, message.isResponse])
    }
    expect(times).toEqual([
      [1125, false],
      [1375, false],
      [1625, false],
      [1875, true],
      [2875, true],
    ])
    const [probe] = trial.sent
    expect(probe?.message.questions).toEqual([{ name: 'hearth.local', type: TYPE.ANY, unicast: true }])
    expect(probe?.message.authorities.every(({ unique }) => !unique)).toBe(true)
    expect(trial.sent.at(-1)?.message.answers).toEqual(recordsOf('hearth.local', LAN))
  })

  it('answers nothing while it asks', () => {
    const trial = new Trial()
    trial.step({ kind: 'links', links: [LAN] })
    trial.runUntil(1400)
    expect(trial.hear(asks(TYPE.A))).toEqual([])
  })

  it('takes the next name when somebody has this one, and the one after it', () => {
    const trial = new Trial()
    trial.step({ kind: 'links', links: [LAN] })
    trial.runUntil(1200)
    trial.hear(taken())
    trial.runUntil(1600)
    trial.hear(taken('hearth-2.local'))
    trial.runUntil(10_000)
    expect(nameOf(trial.state)).toBe('hearth-3.local')
    expect(trial.state.phase.kind).toBe('held')
    expect(trial.sent.filter(({ message }) => message.isResponse).length).toBe(2)
  })

  it('waits five seconds before each attempt after fifteen conflicts', () => {
    const trial = new Trial()
    trial.step({ kind: 'links', links: [LAN] })
    for (let round = 0; round < 15; round++) trial.hear(taken(nameOf(trial.state)))
    expect(dueAt(trial.state)).toBe(trial.now + 5125)
  })

  it('gives way in a tie to the later address, for a second, and not to the earlier one', () => {
    const trial = new Trial()
    trial.step({ kind: 'links', links: [WIFI] })
    trial.runUntil(1200)
    trial.hear(proposes('192.168.2.4'), MDNS_PORT, WIFI)
    expect(trial.state.phase).toMatchObject({ sent: 1 })
    trial.hear(proposes('192.168.2.6'), MDNS_PORT, WIFI)
    expect(trial.state.phase).toEqual({ kind: 'probing', sent: 0, dueAt: 2200 })
    expect(nameOf(trial.state)).toBe('hearth.local')
  })

  it('does not fight itself where a cable and a Wi-Fi are one network', () => {
    const trial = held(LAN, WIFI)
    for (const one of [LAN, WIFI]) {
      for (const other of [LAN, WIFI]) {
        trial.hear({ isResponse: true, answers: recordsOf('hearth.local', one) }, MDNS_PORT, other)
      }
    }
    expect(trial.state.phase.kind).toBe('held')
  })

  it('asks again when somebody else says the name, and gives it up only if they still do', () => {
    const trial = held(LAN)
    trial.hear(taken())
    expect(trial.state.phase.kind).toBe('probing')
    trial.runUntil(20_000)
    expect(nameOf(trial.state)).toBe('hearth.local')
    trial.hear(taken())
    trial.hear(taken())
    trial.runUntil(30_000)
    expect(nameOf(trial.state)).toBe('hearth-2.local')
  })

  it('believes only who speaks from the port of multicast DNS', () => {
    const trial = held(LAN)
    trial.hear(taken(), 40_000)
    expect(trial.state.phase.kind).toBe('held')
  })

  it('keeps to names that fit into a label, however many are taken', () => {
    const base = 'a'.padEnd(58, 'b')
    const trial = new Trial(startClaim(base, 9999))
    trial.step({ kind: 'links', links: [LAN] })
    expect(nameOf(trial.state)).toBe(`${base}-9999.local`)
    expect(nameOf(trial.state).indexOf('.')).toBe(63)
    trial.hear(taken(nameOf(trial.state)))
    expect(nameOf(trial.state)).toBe(`${base}.local`)
  })

  it('hears no claim in the goodbye of another holder', () => {
    const trial = held(LAN)
    trial.hear({ isResponse: true, answers: [addressRecord('hearth.local', OTHER, 0)] })
    expect(trial.state.phase.kind).toBe('held')
  })

  it('says goodbye at the end, and nothing after it', () => {
    const trial = held(LAN)
    const [bye] = trial.step({ kind: 'stop' })
    expect(bye?.message.answers.map(({ ttlSeconds }) => ttlSeconds)).toEqual([0, 0])
    expect(trial.hear(asks(TYPE.A))).toEqual([])
    expect(dueAt(trial.state)).toBeNull()
  })
})

describe('a held name', () => {
  it.each([
    ['A', TYPE.A, [TYPE.A], [TYPE.AAAA]],
    ['AAAA', TYPE.AAAA, [TYPE.AAAA], [TYPE.A]],
    ['ANY', TYPE.ANY, [TYPE.A, TYPE.AAAA], []],
    ['HTTPS, which it has not', 65, [TYPE.NSEC], [TYPE.A, TYPE.AAAA]],
  ])('is answered for %s', (_name, type, answers, additionals) => {
    const [answer] = held(LAN).hear(asks(type))
    expect(answer?.to).toBeNull()
    expect(answer?.message.answers.map((one) => one.type)).toEqual(answers)
    expect(answer?.message.additionals.map((one) => one.type)).toEqual(additionals)
  })

  it('tells that it has no IPv6 address, so that nobody waits for one', () => {
    const [answer] = held(WIFI).hear(asks(TYPE.AAAA), MDNS_PORT, WIFI)
    // Window 0, one byte, bit 1: A (RFC 4034 section 4.1.2).
    expect([...(answer?.message.answers[0]?.data.slice(-3) ?? [])]).toEqual([0, 1, 0x40])
  })

  it('is not said to somebody who knows it, nor twice in a second, but for its defence', () => {
    const trial = held(LAN)
    expect(trial.hear(asks(TYPE.A, [addressRecord('hearth.local', LAN.address, 60)]))).toEqual([])
    expect(trial.hear(asks(TYPE.A, [addressRecord('hearth.local', LAN.address, 59)]))).toHaveLength(1)
    expect(trial.hear(asks(TYPE.A))).toEqual([])
    trial.now += 300
    expect(trial.hear(asks(TYPE.A))).toEqual([])
    expect(trial.hear(proposes(OTHER))).toHaveLength(1)
  })

  it('is told an ordinary resolver directly, with its id and question, for ten seconds', () => {
    const [answer] = held(LAN).hear({ ...asks(TYPE.A), id: 77 }, 40_000)
    expect(answer?.to).toEqual({ address: OTHER, port: 40_000 })
    expect(answer?.message).toMatchObject({ id: 77, questions: [{ name: 'hearth.local', type: TYPE.A }] })
    expect(answer?.message.answers).toMatchObject([{ ttlSeconds: 10, unique: false }])
  })

  it('is announced anew with a new address, and the old one taken back', () => {
    const trial = held(LAN)
    const moved = { ...LAN, addresses: [LAN.address, 'fd00::6'] }
    const [bye] = trial.step({ kind: 'links', links: [moved] })
    expect(bye?.message.answers).toEqual([addressRecord('hearth.local', 'fd00::5', 0)])
    trial.runUntil(20_000)
    expect(trial.sent.at(-1)?.message.answers).toEqual(recordsOf('hearth.local', moved))
  })

  it('is asked for again on a link where nobody was asked yet', () => {
    const trial = held(LAN)
    trial.step({ kind: 'links', links: [LAN, WIFI] })
    trial.runUntil(20_000)
    expect(trial.sent.filter(({ message }) => !message.isResponse)).toHaveLength(6)
  })
})
