import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLiveSocket } from './live-socket.ts'

const http = createServer()
const server = new Server(http, { transports: ['websocket'] })
beforeEach(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // It listens on a port, so its address is of this kind.
  const { port } = http.address() as AddressInfo
  vi.stubGlobal('location', { protocol: 'http:', host: `127.0.0.1:${port}` })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

it('greets the vault once, however often it is asked to on the way', async () => {
  server.on('connection', (socket) => socket.on('place:join', (_payload, answer) => answer({ ok: true })))
  const happened: string[] = []
  let connected = () => {}
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve
  })
  const live = await openLiveSocket({
    onConnected: () => {
      happened.push('connected')
      connected()
    },
    onDisconnected: () => happened.push('disconnected'),
    onMessage: () => {},
  })
  const ask = () => {
    if (happened.length > 0) return
    live.connect()
    setImmediate(ask)
  }
  ask()
  await isConnected
  expect(await live.send('place:join', { place: 'main' })).toEqual({ ok: true })
  expect(happened).toEqual(['connected'])
  live.close()
})
