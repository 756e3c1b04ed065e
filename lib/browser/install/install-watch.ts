/** Chromium's offer to install the page: not in any standard, so the DOM's types have none. */
export interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

/**
 * How this page becomes an app here. `offered`: by a button. `by-share-menu`: iOS, where only a person can. `by-menu`:
 * perhaps in the browser's menu. `insecure`: not on plain http.
 */
export type InstallState = 'installed' | 'offered' | 'by-share-menu' | 'by-menu' | 'insecure'

export interface InstallWatch {
  state(): InstallState
  subscribe(listener: () => void): () => void
  /** Shows the browser's question. Without effect when nothing is offered. */
  install(): Promise<void>
  close(): void
}

/** Catches the offer, which a browser makes once and early in the life of a page. */
export function watchInstall(page: Window): InstallWatch {
  const listeners = new Set<() => void>()
  let offer: InstallOffer | null = null
  let isInstalled = false
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const onOffer = (event: Event): void => {
    // The button says it where a person looks for it; a banner would lie over the list.
    event.preventDefault()
    if (isOffer(event)) offer = event
    tell()
  }
  const onInstalled = (): void => {
    offer = null
    isInstalled = true
    tell()
  }
  page.addEventListener('beforeinstallprompt', onOffer)
  page.addEventListener('appinstalled', onInstalled)

  return {
    state() {
      if (isInstalled || page.matchMedia('(display-mode: standalone)').matches) return 'installed'
      if (offer !== null) return 'offered'
      if (!page.isSecureContext) return 'insecure'
      return isApplePhone(page.navigator) ? 'by-share-menu' : 'by-menu'
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async install() {
      const asked = offer
      // An offer can be taken up once.
      offer = null
      const answer = await asked?.prompt()
      if (answer?.outcome === 'accepted') isInstalled = true
      tell()
    },
    close() {
      page.removeEventListener('beforeinstallprompt', onOffer)
      page.removeEventListener('appinstalled', onInstalled)
    },
  }
}

function isOffer(event: Event): event is InstallOffer {
  return 'prompt' in event && typeof event.prompt === 'function'
}

/** An iPad calls itself a Mac, but a Mac has no touch screen. */
function isApplePhone({ userAgent, maxTouchPoints }: Navigator): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}
