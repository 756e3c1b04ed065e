import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createHttpListener, createHttpsListener, listen } from '#server/http/listeners.ts'
import { bareFiles } from './lib/bare-files.ts'
import { openWholeVault } from './lib/whole-vault.ts'

/**
 * One server of a comparison, in its own process: bundled: `<kind> <path> <certificate folder>`.
 * `vault`: ours, whole, on a data folder. `stream-1m`: a bare stream with reads of 1 MiB. `stream`: one with Node's own
 * 64 KiB. Each listens on http and https.
 */
const [kind = '', path = '', certificates = ''] = process.argv.slice(2)
const tls = {
  key: readFileSync(`${certificates}/key.pem`, 'utf8'),
  cert: readFileSync(`${certificates}/cert.pem`, 'utf8'),
}

async function open(): Promise<{ listener: RequestListener; close(): Promise<void> }> {
  const close = async () => {}
  if (kind === 'vault') return openWholeVault(path)
  return { listener: bareFiles(path, kind === 'stream-1m' ? 1 << 20 : 1 << 16), close }
}

const { listener, close } = await open()
const servers = [createHttpListener(listener), createHttpsListener(tls, listener)]
const [http, https] = await Promise.all(servers.map((server) => listen(server, 0, '127.0.0.1')))

let peakRssBytes = 0
const sampler = setInterval(() => {
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss())
}, 20)
process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuSeconds: (user + system) / 1e6, peakRssBytes })
    peakRssBytes = process.memoryUsage.rss()
    return
  }
  clearInterval(sampler)
  for (const server of servers) server.closeAllConnections()
  await close()
  process.exit(0)
})
// Nobody is left to end it.
process.on('disconnect', () => process.exit(1))
process.send?.({ http, https })
