import { connect } from 'node:net'

export interface RangeRun {
  requests: number
  requestsPerSecond: number
  /** milliseconds */
  p50: number
  p99: number
}

export interface RangeLoad {
  port: number
  path: string
  headers: string
  sizeBytes: number
  rangeBytes: number
  connections: number
  durationMs: number
}

/**
 * Random ranges over keep-alive connections, one at a time on each. On bare sockets, so that the client costs little
 * beside the server: it only counts the bytes behind the header.
 */
export async function runRanges(load: RangeLoad): Promise<RangeRun> {
  const times: number[] = []
  const until = performance.now() + load.durationMs
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: load.connections }, () => oneConnection(load, until, times)))
  const seconds = (performance.now() - startedAt) / 1000
  const sorted = times.toSorted((left, right) => left - right)
  return {
    requests: times.length,
    requestsPerSecond: times.length / seconds,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  }
}

function oneConnection(load: RangeLoad, until: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true })
    let missing = -1
    let head = ''
    let sentAt = 0
    const send = () => {
      if (performance.now() > until) return socket.end()
      const start = Math.floor(Math.random() * (load.sizeBytes - load.rangeBytes))
      sentAt = performance.now()
      missing = -1
      head = ''
      socket.write(
        `GET ${load.path} HTTP/1.1\r\nHost: 127.0.0.1:${load.port}\r\n${load.headers}Range: bytes=${start}-${start + load.rangeBytes - 1}\r\n\r\n`,
      )
    }
    socket.on('connect', send)
    socket.on('data', (chunk: Buffer) => {
      if (missing < 0) {
        const end = chunk.indexOf('\r\n\r\n')
        head += chunk.toString('latin1', 0, end < 0 ? chunk.length : end)
        if (end < 0) return
        if (!head.startsWith('HTTP/1.1 206')) return reject(new Error(head))
        missing = load.rangeBytes - (chunk.length - end - 4)
      } else missing -= chunk.length
      if (missing > 0) return
      times.push(performance.now() - sentAt)
      send()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve())
  })
}
