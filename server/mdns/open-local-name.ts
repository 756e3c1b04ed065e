import { networkInterfaces } from 'node:os'
import { decodeMessage, encodeMessage } from './dns-message.ts'
import { type ListLinksOptions, listLinks } from './list-links.ts'
import { type ClaimEvent, type ClaimState, dueAt, nameOf, startClaim, stepClaim } from './name-claim.ts'
import { type LinkSocket, openLinkSocket } from './open-link-socket.ts'

export interface LocalNameOptions extends Omit<ListLinksOptions, 'interfaces'> {
  /** `hearth` */
  readonly base: string
  /** The attempt that was held when the vault ran last: 2 for `hearth-2.local`. */
  readonly attempt: number
  readonly monotonic: () => number
  readonly warn: (message: string) => void
  /** The name is another one from now on, or is held for the first time. */
  readonly onName: (name: string, attempt: number) => void
  /** Addresses of this machine came or went. */
  readonly onAddresses: () => void
  readonly interfaces?: typeof networkInterfaces
  /** How often the addresses are looked at. */
  readonly pollMs?: number
}

/** The vault's name in the home network, kept as long as the vault runs. */
export interface LocalName {
  /** `hearth.local` */
  name(): string
  /** Resolves when the name is held, or there is no network to hold it in; at the latest after the given time. */
  settled(withinMs: number): Promise<void>
  /** Says goodbye. */
  close(): Promise<void>
}

/**
 * Claims the name on every link and answers for it. Never fails: without the name the vault is still at its addresses.
 */
export function openLocalName(options: LocalNameOptions): LocalName {
  const interfaces = options.interfaces ?? networkInterfaces
  const sockets = new Map<string, LinkSocket>()
  const waiting = new Set<() => void>()
  let state: ClaimState = startClaim(options.base, options.attempt)
  let told = ''
  let trouble = ''
  let timer: NodeJS.Timeout | undefined
  let addresses = ''
  let looking: Promise<void> = Promise.resolve()
  let closed = false

  async function step(event: ClaimEvent): Promise<void> {
    const next = stepClaim(state, event, options.monotonic(), Math.random)
    state = next.state
    schedule()
    const sending = next.actions.map(({ link, message, to }) => sockets.get(link.id)?.send(encodeMessage(message), to))
    await Promise.all(sending)
    if (state.phase.kind !== 'held') return
    for (const settle of waiting) settle()
    if (told === nameOf(state)) return
    told = nameOf(state)
    options.onName(told, state.attempt)
  }

  function schedule(): void {
    clearTimeout(timer)
    const due = closed ? null : dueAt(state)
    if (due === null) return
    timer = setTimeout(() => void step({ kind: 'time' }).catch(warnOnce), Math.max(0, due - options.monotonic()))
    timer.unref()
  }

  async function look(): Promise<void> {
    const wanted = listLinks({ ...options, interfaces: interfaces() })
    for (const [id, socket] of sockets) {
      if (!wanted.some((link) => link.id === id)) {
        sockets.delete(id)
        await socket.close()
      }
    }
    for (const link of wanted) if (!sockets.has(link.id)) await open(link)
    const links = wanted.filter(({ id }) => sockets.has(id))
    if (links.length === 0) for (const settle of waiting) settle()
    const seen = JSON.stringify(links)
    if (closed || seen === addresses) return
    const isFirst = addresses === ''
    addresses = seen
    await step({ kind: 'links', links })
    if (!isFirst) options.onAddresses()
  }

  async function open(link: LinkSocket['link']): Promise<void> {
    try {
      const hear = (bytes: Buffer, from: { address: string; port: number }): void => {
        const message = decodeMessage(bytes)
        if (message !== null) void step({ kind: 'message', link, message, from }).catch(warnOnce)
      }
      sockets.set(link.id, await openLinkSocket(link, hear, (error) => warnOnce(error)))
    } catch (error) {
      warnOnce(error)
    }
  }

  function warnOnce(error: unknown): void {
    const said = error instanceof Error ? error.message : String(error)
    if (said !== trouble) options.warn(`The name ${nameOf(state)} cannot be told everywhere: ${said}.`)
    trouble = said
  }

  const lookInTurn = (): void => {
    // Some systems do not tell their addresses to everybody.
    looking = looking.then(look).catch(warnOnce)
  }
  lookInTurn()
  const polling = setInterval(lookInTurn, options.pollMs ?? 5000)
  polling.unref()

  return {
    name: () => nameOf(state),
    async settled(withinMs) {
      await looking
      if (sockets.size === 0 || state.phase.kind === 'held') return
      await new Promise<void>((settle) => {
        const late = setTimeout(settle, withinMs)
        waiting.add(() => {
          clearTimeout(late)
          settle()
        })
      })
      waiting.clear()
    },
    async close() {
      closed = true
      clearInterval(polling)
      await looking
      await step({ kind: 'stop' })
      clearTimeout(timer)
      for (const socket of sockets.values()) await socket.close()
    },
  }
}
