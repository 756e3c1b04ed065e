import { isAwayAnswer } from './is-away-answer.ts'
import { Reach } from './reach.ts'

const PROBE_MS = 3_000

/** What of a window tells that the way to the vault may have changed; a worker has no such thing. */
interface Tells<Event extends string> {
  addEventListener(event: Event, listener: () => void): void
  removeEventListener(event: Event, listener: () => void): void
}
interface PageWindow extends Tells<'online' | 'offline'> {
  readonly document: Tells<'visibilitychange'> & { readonly visibilityState: string }
}

/** Whether the vault can be reached from this page. `follow` looks at what the browser tells, until it is called off. */
export function openReach(): { reach: Reach; follow: (page: PageWindow) => () => void } {
  const reach = new Reach({
    probe: async () => {
      try {
        const signal = AbortSignal.timeout(PROBE_MS)
        return !isAwayAnswer(await fetch('/api/health', { cache: 'no-store', signal }))
      } catch {
        return false
      }
    },
    setTimer: (call, ms) => {
      const timer = setTimeout(call, ms)
      return () => clearTimeout(timer)
    },
  })
  const follow = (page: PageWindow) => {
    const look = () => void reach.doubt()
    const lookAgain = () => {
      if (page.document.visibilityState === 'visible' && reach.isAway()) look()
    }
    page.addEventListener('online', look)
    page.addEventListener('offline', look)
    page.document.addEventListener('visibilitychange', lookAgain)
    return () => {
      page.removeEventListener('online', look)
      page.removeEventListener('offline', look)
      page.document.removeEventListener('visibilitychange', lookAgain)
    }
  }
  return { reach, follow }
}
