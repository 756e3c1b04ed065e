interface Launch {
  readonly targetURL?: string | null
  /** "Open with": what the person opened. */
  readonly files?: readonly FileSystemHandle[]
}

interface LaunchQueue {
  setConsumer(consumer: (launch: Launch) => void): void
}

export interface Launched {
  /** To a path of this vault. */
  go: (path: string) => void
  take: (files: readonly FileSystemFileHandle[]) => void
}

/**
 * A shortcut of the installed app, or a file that is opened with it: the page is told, not loaded, so that what it
 * sends goes on.
 */
export function followLaunches(page: Window, { go, take }: Launched): void {
  const queue = 'launchQueue' in page ? (page.launchQueue as LaunchQueue) : null // not in the DOM's types
  queue?.setConsumer(({ targetURL, files = [] }) => {
    const opened = files.filter((handle) => handle.kind === 'file') as FileSystemFileHandle[]
    // They say themselves where they lead.
    if (opened.length > 0) return take(opened)
    if (typeof targetURL !== 'string' || !URL.canParse(targetURL)) return
    const { origin, pathname, search, href } = new URL(targetURL)
    // The launch that opened this page is told of as well.
    if (origin === page.location.origin && href !== page.location.href) go(pathname + search)
  })
}
