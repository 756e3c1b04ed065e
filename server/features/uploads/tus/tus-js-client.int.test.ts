import { connect, createServer, type Socket } from 'node:net'
import { type DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from '../testing/test-house.ts'
import { bytes, type Site, serve, until } from '../testing/tus-client.ts'

/** The client that the page uses, against the real thing. */

const MiB = 1 << 20
let house: House
let site: Site

beforeEach(async () => {
  house = await openHouse()
  site = await serve(house.listener)
})
afterEach(async () => {
  await site.close()
  await house.remove()
})

function upload(body: Buffer, filename: string, options: Partial<UploadOptions> = {}, port = site.port) {
  let made: Upload | null = null
  const finished = new Promise<Upload>((resolve, reject) => {
    made = new Upload(body, {
      endpoint: `http://127.0.0.1:${port}/api/uploads`,
      metadata: { filename, place: 'main', transferId: filename },
      chunkSize: MiB,
      retryDelays: [0, 50, 100, 200, 400, 800],
      onSuccess: () => made !== null && resolve(made),
      onError: (error: Error | DetailedError) => reject(error),
      ...options,
    })
    made.start()
  })
  return finished
}

test('uploads in chunks, in one PATCH, with the creation, and an empty file', async () => {
  const body = bytes(5 * MiB + 1)
  await upload(body, 'chunks.bin')
  await upload(body, 'one.bin', { chunkSize: Number.POSITIVE_INFINITY })
  await upload(body, 'with.bin', { uploadDataDuringCreation: true })
  await upload(bytes(20_000), 'small.bin', { uploadDataDuringCreation: true })
  await upload(Buffer.alloc(0), 'empty.bin')
  for (const name of ['chunks.bin', 'one.bin', 'with.bin']) expect(body.equals(await house.read(name))).toBe(true)
  expect(await house.names()).toEqual(['chunks.bin', 'empty.bin', 'one.bin', 'small.bin', 'with.bin'])
})

test('a file whose size is known only at its end arrives by a deferred length', async () => {
  const body = bytes(3 * MiB)
  await upload(body, 'deferred.bin', { uploadLengthDeferred: true })
  expect(body.equals(await house.read('deferred.bin'))).toBe(true)
})

test('the network that goes away again and again costs no byte and makes no second file', async () => {
  const body = bytes(12 * MiB)
  const flaky = await openFlaky(site.port, 3 * MiB)
  try {
    await upload(body, 'flaky.bin', { chunkSize: Number.POSITIVE_INFINITY }, flaky.port)
    expect(flaky.cuts()).toBeGreaterThanOrEqual(3)
    expect(body.equals(await house.read('flaky.bin'))).toBe(true)
    expect(await house.names()).toEqual(['flaky.bin'])
  } finally {
    flaky.close()
  }
})

test('a pause and a second client that continues what the first began', async () => {
  const body = bytes(8 * MiB)
  let first: Upload | null = null
  first = new Upload(body, {
    endpoint: `http://127.0.0.1:${site.port}/api/uploads`,
    metadata: { filename: 'continued.bin', place: 'main' },
    chunkSize: MiB,
    onChunkComplete: (_size, accepted) => {
      if (accepted >= 3 * MiB) void first?.abort()
    },
  })
  first.start()
  await until(async () => ((await house.uploadRows())[0]?.offset_bytes ?? 0) >= 3 * MiB)
  await until(() => !house.uploads.service.isBusy())
  await upload(body, 'continued.bin', { uploadUrl: first.url ?? '' })
  expect(body.equals(await house.read('continued.bin'))).toBe(true)
})

test('terminating removes the bytes', async () => {
  let address: string | null = null
  const sending = new Upload(bytes(4 * MiB), {
    endpoint: `http://127.0.0.1:${site.port}/api/uploads`,
    metadata: { filename: 'terminated.bin', place: 'main' },
    chunkSize: MiB,
    onChunkComplete: () => {
      address = sending.url
    },
  })
  sending.start()
  await until(() => address !== null)
  await sending.abort(true)
  await until(async () => (await house.partials()).length === 0)
  expect(await house.listed()).toEqual([])
})

/** A network that cuts every connection after so many bytes. */
async function openFlaky(port: number, cutAfterBytes: number) {
  let cuts = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const vault = connect(port, '127.0.0.1')
    for (const socket of [client, vault]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let passed = 0
    client.on('data', (part) => {
      passed += part.length
      if (passed <= cutAfterBytes) {
        if (!vault.write(part)) client.pause()
        return
      }
      cuts += 1
      client.destroy()
      vault.destroy()
    })
    vault.on('drain', () => client.resume())
    vault.on('data', (part) => client.write(part))
    vault.on('close', () => client.destroy())
    client.on('close', () => vault.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cuts: () => cuts,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
