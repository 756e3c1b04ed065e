import { randomUUID } from 'node:crypto'
import { closeSync, openSync, writev } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server as StockTus } from '@tus/server'
import { openHouse } from '#server/features/uploads/testing/test-house.ts'
import { createHttpListener, createHttpsListener, listen } from '#server/http/listeners.ts'

/**
 * One server of a comparison, in its own process: `tsx bench/upload-server.ts <kind> <cert folder or "-">`.
 * `vault`: ours, whole. `stock`: @tus/server with its file store. `coalesced`: no protocol to speak of, no sync, no
 * hash: bytes gathered to 1 MiB and written.
 */
const [kind = '', certs = '-'] = process.argv.slice(2)
const folder = await mkdtemp(join(process.env.BENCH_TMP ?? tmpdir(), 'hearth-bench-'))

interface Contender {
  listener: RequestListener
  close(): Promise<void>
}

const contenders: Record<string, () => Promise<Contender>> = { vault: openVault, stock: openStock, coalesced: openPipe }
const contender = await contenders[kind]?.()
if (contender === undefined) throw new Error(`no such server: ${kind}`)

const server =
  certs === '-'
    ? createHttpListener(contender.listener)
    : createHttpsListener(
        { key: await readFile(join(certs, 'key.pem'), 'utf8'), cert: await readFile(join(certs, 'cert.pem'), 'utf8') },
        contender.listener,
      )
process.send?.({ port: await listen(server, 0, '127.0.0.1') })

let peakRssBytes = 0
const sampler = setInterval(() => {
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss())
}, 50)

process.on('message', async (message) => {
  if (message === 'usage') {
    process.send?.({ cpu: process.cpuUsage(), peakRssBytes, rssBytes: process.memoryUsage.rss() })
    peakRssBytes = 0
    return
  }
  clearInterval(sampler)
  server.closeAllConnections()
  await contender.close()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
})

async function openVault(): Promise<Contender> {
  const house = await openHouse({ dataFolder: folder })
  return { listener: house.listener, close: () => house.close() }
}

async function openStock(): Promise<Contender> {
  const tus = new StockTus({
    path: '/api/uploads',
    relativeLocation: true,
    datastore: new FileStore({ directory: folder }),
  })
  return {
    listener: (request, response) => void tus.handle(request, response),
    close: async () => undefined,
  }
}

async function openPipe(): Promise<Contender> {
  const batchBytes = 1 << 20
  return {
    close: async () => undefined,
    listener: async (request, response) => {
      if (request.method === 'POST') {
        const id = randomUUID()
        await writeFile(join(folder, id), '')
        request.resume()
        response.writeHead(201, { location: `/api/uploads/${id}`, 'tus-resumable': '1.0.0' }).end()
        return
      }
      const file = openSync(join(folder, request.url?.split('/').at(-1) ?? ''), 'r+')
      let position = Number(request.headers['upload-offset'])
      let batch: Buffer[] = []
      let length = 0
      let writing = false
      let ended = false
      const next = () => {
        if (writing) return
        if (length === 0 && ended) {
          closeSync(file)
          response.writeHead(204, { 'upload-offset': position, 'tus-resumable': '1.0.0' }).end()
        }
        if (length === 0 || (length < batchBytes && !ended)) return
        writing = true
        writev(file, batch, position, (error, written) => {
          if (error) throw error
          position += written
          writing = false
          request.resume()
          next()
        })
        batch = []
        length = 0
      }
      request.on('data', (chunk: Buffer) => {
        batch.push(chunk)
        length += chunk.length
        next()
        if (length >= batchBytes) request.pause()
      })
      request.on('end', () => {
        ended = true
        next()
      })
    },
  }
}
