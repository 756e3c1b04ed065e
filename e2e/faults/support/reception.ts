import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { type Answer, type Door, head, send, type Wish } from '#server/features/uploads/testing/tus-client.ts'
import { tokenOf } from '../../support/people.ts'
import type { VaultProcess } from '../../support/vault-process.ts'

/** The requests of one person to a running vault, with a sign-in of its own: another device. */
export async function openDoor(vault: VaultProcess, person: { name: string; password: string }): Promise<Door> {
  return doorWith(vault.httpPort, { authorization: `Bearer ${await tokenOf(vault, person)}` })
}

export function doorWith(port: number, headers: Readonly<Record<string, string>>): Door {
  const withHeaders = (wish: Wish): Wish => ({ ...wish, headers: { ...headers, ...wish.headers } })
  return { port, headers, send: (method, path, wish = {}) => send(port, method, path, withHeaders(wish)) }
}

export async function offsetOf(door: Door, address: string): Promise<number> {
  const answer = await head(door, address)
  if (answer.status !== 200) throw new Error(`HEAD was answered ${answer.status}`)
  return Number(answer.headers['upload-offset'])
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface UploadResult {
  readonly entryId: string
  readonly finalName: string
  readonly sha256: string
}

/** What became of an upload, as the vault tells it. */
export async function resultOf(door: Door, address: string): Promise<UploadResult> {
  return JSON.parse(expectStatus(await door.send('GET', `${address}/result`), 200).body) as UploadResult
}

/** Sends a whole file in one request. @returns the id of its entry */
export async function putFile(door: Door, place: string, path: string, body: Uint8Array): Promise<string> {
  const address = `/api/places/${place}/content?path=${encodeURIComponent(path)}`
  const answer = expectStatus(await door.send('PUT', address, { body }), 201)
  return (JSON.parse(answer.body) as { entry: { id: string } }).entry.id
}

/** Sends JSON, and expects to be understood. */
export async function tell<T>(door: Door, method: string, path: string, body: unknown, status: number): Promise<T> {
  const wish = { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) }
  const answer = expectStatus(await door.send(method, path, wish), status)
  return (answer.body === '' ? null : JSON.parse(answer.body)) as T
}

export async function namesIn(door: Door, place: string): Promise<string[]> {
  const answer = expectStatus(await door.send('GET', `/api/places/${place}/entries?limit=1000`), 200)
  return (JSON.parse(answer.body) as { entries: { name: string }[] }).entries.map(({ name }) => name)
}

function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer
  throw new Error(`expected ${status}, was answered ${answer.status}: ${answer.body.slice(0, 300)}`)
}

/** Bytes of an upload that the kernel of the vault has, whether acknowledged or not. */
export async function bytesOnDisk(vault: VaultProcess, place: string, address: string): Promise<number> {
  const name = `${address.split('/').at(-1)}.part`
  const path = join(vault.dataFolder, 'rooms', place, '.hearth', 'partials', name)
  return (await stat(path).catch(() => null))?.size ?? 0
}

/** A download whose headers are there; its bytes wait until somebody reads them. */
export function beginDownload(door: Door, entryId: string): Promise<IncomingMessage> {
  const options = { host: '127.0.0.1', port: door.port, path: `/api/files/${entryId}/content` }
  return new Promise((resolve, reject) => {
    get({ ...options, headers: { ...door.headers } }, resolve).once('error', reject)
  })
}

/** Reads a download to its end. `isWhole` is false when the connection broke before. */
export async function readDownload(response: IncomingMessage): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = []
  try {
    for await (const part of response) parts.push(part as Buffer)
  } catch {
    // A broken connection is what `isWhole` tells.
  }
  return { bytes: Buffer.concat(parts), isWhole: response.complete }
}
