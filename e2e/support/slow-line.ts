import { createServer, connect as dial, type Socket } from 'node:net'
import { createWireTap, type WireCounts } from './wire-tap.ts'

/** A line between a browser and the vault, for all that a browser sends: its pages, its workers, its downloads. */
export interface SlowLine {
  /** In the place of the vault's own. */
  readonly origin: string
  /** Bytes per second in each direction, of everything together; null as fast as it goes. */
  limit(bytesPerSecond: { up: number | null; down: number | null }): void
  /** What passed in each direction so far. */
  passed(): { up: number; down: number }
  /** The same of bodies, by file. */
  counts(): WireCounts
  /** Every connection breaks and none comes about, as when a phone leaves the house; or it is back. */
  cut(isCut: boolean): void
  close(): Promise<void>
}

/** @param port of the vault on the loopback */
export async function openSlowLine(port: number): Promise<SlowLine> {
  const lanes = { up: createLane(), down: createLane() }
  const sockets = new Set<Socket>()
  const tap = createWireTap()
  let isCut = false
  const server = createServer({ noDelay: true }, (near) => {
    if (isCut) return near.destroy()
    const far = dial({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    const tapped = tap.connect()
    lanes.up.carry(near, far, tapped.up)
    lanes.down.carry(far, near, tapped.down)
  })
  function cut(wanted: boolean): void {
    isCut = wanted
    if (isCut) for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://localhost:${address.port}`,
    limit({ up, down }) {
      lanes.up.limit(up)
      lanes.down.limit(down)
    },
    passed: () => ({ up: lanes.up.passed(), down: lanes.down.passed() }),
    counts: tap.counts,
    cut,
    async close() {
      cut(true)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One direction. */
function createLane() {
  let bytesPerSecond: number | null = null
  let freeAtMs = 0
  let total = 0
  return {
    limit(next: number | null): void {
      bytesPerSecond = next
      freeAtMs = 0
    },
    passed: () => total,
    carry(from: Socket, to: Socket, tell: (piece: Buffer) => void): void {
      from.on('data', (piece: Buffer) => {
        total += piece.byteLength
        tell(piece)
        const hasRoom = to.write(piece)
        const now = performance.now()
        freeAtMs = Math.max(freeAtMs, now) + (bytesPerSecond === null ? 0 : (piece.byteLength / bytesPerSecond) * 1000)
        const waitMs = freeAtMs - now
        if (hasRoom && waitMs < 5) return
        from.pause()
        const goOn = () => setTimeout(() => from.resume(), Math.max(0, freeAtMs - performance.now()))
        if (hasRoom) goOn()
        else to.once('drain', goOn)
      })
      from.on('end', () => to.end())
      // Cut off on one side is cut off on the other.
      from.on('close', () => to.destroySoon())
    },
  }
}
