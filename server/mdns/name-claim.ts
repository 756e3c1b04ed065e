import { compareProposals, isSameData, type Link, recordsOf } from './address-records.ts'
import { answerQuery } from './answer-query.ts'
import { type DnsMessage, type DnsRecord, EMPTY_MESSAGE, TYPE } from './dns-message.ts'

const PROBES = 3
const PROBE_EVERY_MS = 250
const ANNOUNCEMENTS = 2
const ANNOUNCE_EVERY_MS = 1000
const AFTER_LOST_TIE_MS = 1000
/** Section 8.1: after 15 conflicts in 10 seconds, 5 seconds before each further attempt. */
const MANY_CONFLICTS = { count: 15, withinMs: 10_000, waitMs: 5000 }
/** Section 6: a record is not sent twice a second on a link, but to defend it. */
const QUIET_MS = { answer: 1000, defence: 250 }

type Phase =
  /** `dueAt`: the next probe, or the end of the wait behind the last one. */
  | { readonly kind: 'probing'; readonly sent: number; readonly dueAt: number }
  | { readonly kind: 'held'; readonly announced: number; readonly dueAt: number | null }

/**
 * The life of one host name in `.local` (RFC 6762 sections 8 to 10): asked for, announced, answered, defended, given up
 * to whoever had it first. What must hold: nothing is answered while it is only asked for; of two that ask at the same
 * time just one gives way; a name that is given up is not said any more, but for the goodbye of the own addresses.
 */
export interface ClaimState {
  /** `hearth` */
  readonly base: string
  /** 1: the base itself; 2: `hearth-2` */
  readonly attempt: number
  readonly links: readonly Link[]
  readonly phase: Phase
  readonly conflictsAt: readonly number[]
  /** Link id and type of record -> when it was last sent there. */
  readonly sentAt: ReadonlyMap<string, number>
}

export type ClaimEvent =
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  | { readonly kind: 'time' }
  | {
      readonly kind: 'message'
      readonly link: Link
      readonly message: DnsMessage
      readonly from: { readonly address: string; readonly port: number }
    }
  | { readonly kind: 'stop' }

export interface ClaimAction {
  readonly link: Link
  readonly message: DnsMessage
  /** null: to everybody on the link. */
  readonly to: { readonly address: string; readonly port: number } | null
}

export interface ClaimStep {
  readonly state: ClaimState
  readonly actions: readonly ClaimAction[]
}

export const MDNS_PORT = 5353
/** Four digits and a hyphen are what a label has room for behind the longest name that may be chosen. */
const MAX_ATTEMPT = 9999

export function startClaim(base: string, attempt: number): ClaimState {
  const phase: Phase = { kind: 'probing', sent: 0, dueAt: 0 }
  return { base, attempt, links: [], phase, conflictsAt: [], sentAt: new Map() }
}

/** `hearth.local`, `hearth-2.local` */
export function nameOf({ base, attempt }: Pick<ClaimState, 'base' | 'attempt'>): string {
  return `${attempt === 1 ? base : `${base}-${attempt}`}.local`
}

/** When the claim wants to be told the time; null when nothing is due by itself. */
export function dueAt({ links, phase }: ClaimState): number | null {
  return links.length === 0 ? null : phase.dueAt
}

/** @param random from 0 up to 1 */
export function stepClaim(state: ClaimState, event: ClaimEvent, now: number, random: () => number): ClaimStep {
  switch (event.kind) {
    case 'links':
      return changeLinks(state, event.links, now, random)
    case 'time':
      return passTime(state, now)
    case 'message':
      return hear(state, event, now, random)
    case 'stop':
      return {
        state: { ...state, links: [] },
        actions: state.phase.kind === 'held' ? goodbyes(state, state.links) : [],
      }
  }
}

function changeLinks(state: ClaimState, links: readonly Link[], now: number, random: () => number): ClaimStep {
  const held = state.phase.kind === 'held'
  const known = (link: Link) => state.links.some(({ id }) => id === link.id)
  const actions = held ? goodbyes(state, gone(state.links, links)) : []
  // A link that nobody asked on yet may have another holder of the name (section 8.1); on a known one new addresses
  // are only announced (section 8.4).
  const phase: Phase = held && links.every(known) ? { kind: 'held', announced: 0, dueAt: now } : firstProbe(now, random)
  return { state: { ...state, links, phase }, actions }
}

/** Of each old link the addresses that it has no longer; nothing can be said on one that is gone altogether. */
function gone(before: readonly Link[], after: readonly Link[]): Link[] {
  return before.flatMap((link) => {
    const now = after.find(({ id }) => id === link.id)
    const addresses = now === undefined ? [] : link.addresses.filter((address) => !now.addresses.includes(address))
    return addresses.length === 0 ? [] : [{ ...link, addresses }]
  })
}

/** Section 10.1: whoever remembers these records forgets them in a second. */
function goodbyes(state: ClaimState, links: readonly Link[]): ClaimAction[] {
  return links.map((link) => ({
    link,
    message: { ...EMPTY_MESSAGE, isResponse: true, answers: recordsOf(nameOf(state), link, 0) },
    to: null,
  }))
}

function firstProbe(now: number, random: () => number): Phase {
  return { kind: 'probing', sent: 0, dueAt: now + Math.floor(random() * PROBE_EVERY_MS) }
}

function passTime(state: ClaimState, now: number): ClaimStep {
  const { phase, links } = state
  if (links.length === 0 || phase.dueAt === null || now < phase.dueAt) return { state, actions: [] }
  if (phase.kind === 'probing' && phase.sent < PROBES) {
    return {
      state: { ...state, phase: { kind: 'probing', sent: phase.sent + 1, dueAt: now + PROBE_EVERY_MS } },
      actions: links.map((link) => ({ link, message: probe(state, link), to: null })),
    }
  }
  const announced = phase.kind === 'held' ? phase.announced + 1 : 1
  const announcements = links.map((link) => ({
    link,
    message: { ...EMPTY_MESSAGE, isResponse: true, answers: recordsOf(nameOf(state), link) },
    to: null,
  }))
  const next = announced < ANNOUNCEMENTS ? now + ANNOUNCE_EVERY_MS : null
  return {
    state: {
      ...state,
      phase: { kind: 'held', announced, dueAt: next },
      sentAt: new Map(announcements.flatMap(({ link, message }) => sentKeys(link, message).map((key) => [key, now]))),
    },
    actions: announcements,
  }
}

function probe(state: ClaimState, link: Link): DnsMessage {
  const name = nameOf(state)
  const questions = [{ name, type: TYPE.ANY, unicast: true }]
  return { ...EMPTY_MESSAGE, questions, authorities: proposal(state, link) }
}

function proposal(state: ClaimState, link: Link): DnsRecord[] {
  // The cache-flush bit has no place in a probe (section 10.2).
  return recordsOf(nameOf(state), link).map((record) => ({ ...record, unique: false }))
}

type Heard = Extract<ClaimEvent, { kind: 'message' }>

function hear(state: ClaimState, heard: Heard, now: number, random: () => number): ClaimStep {
  // What the link has now, not what it had when its socket was opened.
  const link = state.links.find(({ id }) => id === heard.link.id)
  if (link === undefined) return { state, actions: [] }
  const event = { ...heard, link }
  if (event.message.isResponse) {
    // Section 6: a responder speaks from its own port, which a program without rights does not have.
    return event.from.port === MDNS_PORT ? hearResponse(state, event, now, random) : { state, actions: [] }
  }
  if (state.phase.kind === 'held') return answer(state, event, now)
  return settleTie(state, event, now)
}

/**
 * Whether all that is said of our name is what we say ourselves, on any link: a cable and a Wi-Fi may be one network.
 */
function isForeign(state: ClaimState, record: DnsRecord): boolean {
  if (record.name !== nameOf(state) || record.type === TYPE.NSEC) return false
  return !state.links.some((link) => recordsOf(record.name, link).some((own) => isSameData(own, record)))
}

function hearResponse(state: ClaimState, { message }: Heard, now: number, random: () => number): ClaimStep {
  const said = [...message.answers, ...message.additionals]
  // A goodbye leaves the name, it does not claim it.
  if (!said.some((record) => record.ttlSeconds > 0 && isForeign(state, record))) return { state, actions: [] }
  const conflictsAt = [...state.conflictsAt.filter((at) => now - at < MANY_CONFLICTS.withinMs), now]
  const wait = conflictsAt.length >= MANY_CONFLICTS.count ? MANY_CONFLICTS.waitMs : 0
  const phase = firstProbe(now + wait, random)
  // Section 9: a holder asks again, and gives way only to somebody who then still answers.
  const attempt = state.phase.kind === 'held' ? state.attempt : (state.attempt % MAX_ATTEMPT) + 1
  return { state: { ...state, attempt, conflictsAt, phase }, actions: [] }
}

function settleTie(state: ClaimState, { link, message }: Heard, now: number): ClaimStep {
  const theirs = message.authorities.filter(({ name }) => name === nameOf(state))
  if (theirs.length === 0 || !theirs.some((record) => isForeign(state, record))) return { state, actions: [] }
  if (compareProposals(proposal(state, link), theirs) >= 0) return { state, actions: [] }
  // Section 8.2: the loser asks again after a second, when the winner, if it was no echo, answers.
  return { state: { ...state, phase: { kind: 'probing', sent: 0, dueAt: now + AFTER_LOST_TIE_MS } }, actions: [] }
}

function answer(state: ClaimState, { link, message, from }: Heard, now: number): ClaimStep {
  const legacy = from.port !== MDNS_PORT
  const response = answerQuery(message, nameOf(state), link, legacy)
  if (response === null) return { state, actions: [] }
  if (legacy) return { state, actions: [{ link, message: response, to: from }] }
  const isProbe = message.authorities.some(({ name }) => name === nameOf(state))
  const quietMs = isProbe ? QUIET_MS.defence : QUIET_MS.answer
  const keys = sentKeys(link, response)
  // Whoever asks now has heard it a moment ago.
  if (keys.every((key) => now - (state.sentAt.get(key) ?? Number.NEGATIVE_INFINITY) < quietMs)) {
    return { state, actions: [] }
  }
  const sent = keys.map((key) => [key, now] as const)
  return {
    state: { ...state, sentAt: new Map([...state.sentAt, ...sent]) },
    actions: [{ link, message: response, to: null }],
  }
}

function sentKeys(link: Link, { answers }: DnsMessage): string[] {
  return answers.map(({ type }) => `${link.id} ${type}`)
}
