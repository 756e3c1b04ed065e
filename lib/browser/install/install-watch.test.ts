import { describe, expect, it } from 'vitest'
import { watchInstall } from './install-watch.ts'

/** A window as far as installing goes. */
function openPage(
  options: { isSecureContext?: boolean; standalone?: boolean; userAgent?: string; touch?: number } = {},
) {
  const { isSecureContext = true, standalone = false, userAgent = 'X11; Linux', touch = 0 } = options
  const page = Object.assign(new EventTarget(), {
    isSecureContext,
    navigator: { userAgent, maxTouchPoints: touch },
    matchMedia: () => ({ matches: standalone }),
  })
  // Only what the watch asks of a window.
  return { page, watch: watchInstall(page as unknown as Window) }
}

function offer(outcome: 'accepted' | 'dismissed') {
  const event = new Event('beforeinstallprompt', { cancelable: true })
  return Object.assign(event, { prompt: async () => ({ outcome }) })
}

describe('watchInstall', () => {
  it.each([
    ['installed', { standalone: true }],
    ['by-share-menu', { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)' }],
    ['by-share-menu', { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', touch: 5 }],
    ['by-menu', { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' }],
    ['insecure', { isSecureContext: false }],
    ['by-menu', {}],
  ])('says %s for %j', (state, options) => {
    expect(openPage(options).watch.state()).toBe(state)
  })

  it('keeps the offer from being a banner, and takes it up once', async () => {
    const { page, watch } = openPage()
    const told: string[] = []
    watch.subscribe(() => told.push(watch.state()))
    const event = offer('dismissed')
    page.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    await watch.install()
    await watch.install()
    expect(told).toEqual(['offered', 'by-menu', 'by-menu'])
  })

  it('is installed when the person says yes, and when the browser says so', async () => {
    const { page, watch } = openPage()
    page.dispatchEvent(offer('accepted'))
    await watch.install()
    expect(watch.state()).toBe('installed')
    const other = openPage()
    other.page.dispatchEvent(new Event('appinstalled'))
    expect(other.watch.state()).toBe('installed')
  })

  it('hears nothing any more once closed', () => {
    const { page, watch } = openPage()
    watch.close()
    page.dispatchEvent(offer('accepted'))
    expect(watch.state()).toBe('by-menu')
  })
})
