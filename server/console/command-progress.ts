import { formatBytes } from '#lib/core/format/format-bytes.ts'

export interface ProgressLine {
  show(what: string, doneBytes: number, totalBytes: number): void
  /** Leaves the line as it is. */
  end(): void
}

const EVERY_MS = 200
const EVERY_MS_IN_A_LOG = 30_000

/** One line that is written anew at a terminal, and a line now and then elsewhere. */
export function createProgressLine(out: NodeJS.WriteStream): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY
  let isOpen = false
  return {
    show(what, doneBytes, totalBytes) {
      const now = performance.now()
      if (now - shownAt < (out.isTTY ? EVERY_MS : EVERY_MS_IN_A_LOG)) return
      shownAt = now
      const share = totalBytes === 0 ? '' : ` ${Math.floor((doneBytes / totalBytes) * 100)} %`
      const text = `${what}${share}, ${size(doneBytes)} of ${size(totalBytes)}`
      out.write(out.isTTY ? `\r\u001b[K${text}` : `${text}\n`)
      isOpen = out.isTTY === true
    },
    end() {
      if (isOpen) out.write('\n')
      isOpen = false
    },
  }
}

export const size = (bytes: number) => formatBytes(bytes, 'en')
/** Aborted by Ctrl+C; the second one ends the program as any other. */
export function abortOnSignals(): AbortSignal {
  const abort = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => abort.abort(new DOMException(signal, 'AbortError')))
  }
  return abort.signal
}
