interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly targetURL?: string | null }) => void): void
}

/**
 * A shortcut of the installed app that finds it open: the page is told, not loaded, so that what it sends goes on.
 * @param go to a path of this vault
 */
export function followLaunches(page: Window, go: (path: string) => void): void {
  const queue = 'launchQueue' in page ? (page.launchQueue as LaunchQueue) : null // not in the DOM's types
  queue?.setConsumer(({ targetURL }) => {
    if (typeof targetURL !== 'string' || !URL.canParse(targetURL)) return
    const { origin, pathname, search, href } = new URL(targetURL)
    // The launch that opened this page is told of as well.
    if (origin === page.location.origin && href !== page.location.href) go(pathname + search)
  })
}
