import type { Api } from '#lib/api/client.ts'
import * as browser from './browser-checks.ts'
import { CHECKS, type CheckContext, type CheckId, type CheckResult, failed, wordsOf } from './check.ts'
import { lookAtTransfers } from './file-checks.ts'
import * as vault from './vault-checks.ts'

export type CheckStanding = { readonly state: 'waiting' | 'running' } | CheckResult
export type SelfTestStandings = Readonly<Record<CheckId, CheckStanding>>

export const isOver = (standing: CheckStanding): standing is CheckResult => 'outcome' in standing

/** Checks that are one piece of work. */
export interface CheckGroup {
  readonly ids: readonly CheckId[]
  run(context: CheckContext): Promise<Partial<Record<CheckId, CheckResult>>>
}

const one = (id: CheckId, run: (context: CheckContext) => Promise<CheckResult>): CheckGroup => ({
  ids: [id],
  run: async (context) => ({ [id]: await run(context) }),
})

const GROUPS: readonly CheckGroup[] = [
  one('secure', browser.lookAtSecurity),
  one('cookies', vault.lookAtCookies),
  one('clock', vault.lookAtClock),
  one('socket', vault.lookAtSocket),
  { ids: ['upload', 'download', 'range'], run: async (context) => ({ ...(await lookAtTransfers(context)) }) },
  one('worker', browser.lookAtWorker),
  one('database', browser.lookAtDatabase),
  one('files', browser.lookAtFiles),
  one('storage', browser.lookAtStorage),
  one('locks', browser.lookAtLocks),
  one('peers', browser.lookAtPeers),
  one('share', browser.lookAtSharing),
  one('cast', browser.lookAtCasting),
]

/** A check that hangs is a finding. */
const PATIENCE_MS = 30_000

export interface SelfTestDeps {
  readonly api: Api
  readonly fetch: typeof globalThis.fetch
  readonly groups?: readonly CheckGroup[]
  readonly patienceMs?: number
}

/** Runs the checks one after the other, so that none measures another. */
export class SelfTest {
  readonly #deps: SelfTestDeps
  readonly #listeners = new Set<() => void>()
  #standings: SelfTestStandings = standingsOf({ state: 'waiting' })
  #queue: Promise<void> = Promise.resolve()
  #stop = new AbortController()

  constructor(deps: SelfTestDeps) {
    this.#deps = deps
  }

  /** Bound, as React asks for it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly standings = (): SelfTestStandings => this.#standings

  /** All of them, or the one and what belongs to it. Resolves when they are over; never rejects. */
  run(only?: CheckId): Promise<void> {
    const { groups = GROUPS } = this.#deps
    const chosen = groups.filter(({ ids }) => only === undefined || ids.includes(only))
    const { signal } = this.#stop
    this.#put(chosen, { state: 'waiting' })
    this.#queue = this.#queue.then(async () => {
      for (const group of chosen) if (!signal.aborted) await this.#runGroup(group, signal)
    })
    return this.#queue
  }

  /** What runs is put away, and told nobody. */
  stop(): void {
    this.#stop.abort(new DOMException('the page was left', 'AbortError'))
    this.#stop = new AbortController()
  }

  async #runGroup(group: CheckGroup, stopped: AbortSignal): Promise<void> {
    this.#put([group], { state: 'running' })
    const { api, fetch, patienceMs = PATIENCE_MS } = this.#deps
    // By hand: what combines signals is newer than the oldest browsers that come here to be tested.
    const cut = new AbortController()
    const end = () => cut.abort(new DOMException('the check was cut short', 'AbortError'))
    const timer = setTimeout(end, patienceMs)
    stopped.addEventListener('abort', end)
    const isCut = new Promise<null>((resolve) => {
      cut.signal.addEventListener('abort', () => resolve(null), { once: true })
    })
    const work = group
      .run({ api, fetch, signal: cut.signal })
      .catch((error: unknown) => resultsOf(group, failed('broken', { text: wordsOf(error) })))
    const results = (await Promise.race([isCut, work])) ?? resultsOf(group, failed('late'))
    clearTimeout(timer)
    stopped.removeEventListener('abort', end)
    if (!stopped.aborted) this.#tell({ ...this.#standings, ...results })
  }

  #put(groups: readonly CheckGroup[], standing: CheckStanding): void {
    const ids = groups.flatMap((group) => group.ids)
    this.#tell({ ...this.#standings, ...Object.fromEntries(ids.map((id) => [id, standing])) })
  }

  #tell(next: SelfTestStandings): void {
    this.#standings = next
    for (const listener of this.#listeners) listener()
  }
}

function standingsOf(standing: CheckStanding): SelfTestStandings {
  // Every id of the list gets one.
  return Object.fromEntries(CHECKS.map((id) => [id, standing])) as Record<CheckId, CheckStanding>
}

const resultsOf = ({ ids }: CheckGroup, result: CheckResult): Partial<Record<CheckId, CheckResult>> =>
  Object.fromEntries(ids.map((id) => [id, result]))
