import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** The way from a browser to a vault, as slow as one wants, which counts what goes over it towards the vault. */
export interface SlowWire {
  readonly origin: string
  /** Bytes that arrived at the vault, with the heads of requests. */
  arrivedBytes(): number
  /** Of all connections together; null does not hold back. */
  limitTo(bytesPerSecond: number | null): void
  close(): Promise<void>
}

export async function openSlowWire(vaultPort: number): Promise<SlowWire> {
  const sockets = new Set<Socket>()
  let limit: number | null = null
  let freeAtMs = 0
  let arrived = 0

  async function forward(from: Socket, to: Socket): Promise<void> {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (limit !== null) {
        freeAtMs = Math.max(freeAtMs, performance.now()) + (chunk.length / limit) * 1_000
        await new Promise((resolve) => setTimeout(resolve, freeAtMs - performance.now()))
      }
      if (to.destroyed) return
      arrived += chunk.length
      if (!to.write(chunk)) await once(to, 'drain')
    }
    to.end()
  }

  const server = createServer((browser) => {
    const vault = connect(vaultPort, '127.0.0.1')
    for (const socket of [browser, vault]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    // One side that is gone takes the other one along, so that the vault hears of it.
    browser.on('error', () => vault.destroy())
    vault.on('error', () => browser.destroy())
    browser.once('close', () => vault.destroy())
    vault.pipe(browser)
    forward(browser, vault).catch(() => vault.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://localhost:${address.port}`,
    arrivedBytes: () => arrived,
    limitTo(bytesPerSecond) {
      limit = bytesPerSecond
      freeAtMs = 0
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
