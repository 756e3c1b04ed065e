import { problemOf } from '#lib/api/client.ts'
import { entryRoutes, type JobView } from '#lib/contracts/http/entries.ts'
import { trashRoutes } from '#lib/contracts/http/trash.ts'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { sleep } from '../sleep.ts'
import type { CheckContext } from './check.ts'

export interface ProbeFile {
  readonly entryId: string
  readonly placeId: string
  /** As the vault hashed it. */
  readonly sha256: string | null
}

const TUS = { 'tus-resumable': '1.0.0' }
const LOOK_AGAIN_MS = 100
const PATIENCE_MS = 10_000

/** Sends a file as the page does: an upload is made, and its bytes follow in two pieces. @throws VaultError */
export async function sendProbe(
  context: CheckContext,
  to: { placeId: string; name: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ProbeFile> {
  const made = await ask(context, context.api.href(uploadRoutes.create, {}), {
    method: 'POST',
    headers: {
      ...TUS,
      'upload-length': String(bytes.byteLength),
      'upload-metadata': Object.entries({ filename: to.name, place: to.placeId })
        .map(([key, value]) => `${key} ${btoa(value)}`)
        .join(','),
    },
  })
  const location = made.headers.get('location')
  if (location === null) throw new VaultError('unavailable')
  try {
    return await sendBytes(context, location, bytes)
  } catch (error) {
    // It would wait a week for the rest.
    await context.fetch(location, { method: 'DELETE', headers: TUS, credentials: 'same-origin' }).catch(() => undefined)
    throw error
  }
}

async function sendBytes(context: CheckContext, location: string, bytes: Uint8Array<ArrayBuffer>): Promise<ProbeFile> {
  const upload = location.split('/').at(-1) ?? ''
  const half = Math.floor(bytes.byteLength / 2)
  for (const [from, until] of [
    [0, half],
    [half, bytes.byteLength],
  ] as const) {
    await ask(context, location, {
      method: 'PATCH',
      headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from) },
      body: bytes.slice(from, until),
    })
  }
  const { entryId, sha256, placeId } = await context.api.call(uploadRoutes.result, {
    params: { upload },
    signal: context.signal,
  })
  if (entryId === null) throw new VaultError('upload_gone')
  return { entryId, placeId, sha256 }
}

/** @param range first and last byte; the whole file without it @throws VaultError when it is refused */
export async function fetchProbe(context: CheckContext, { entryId }: ProbeFile, range?: readonly [number, number]) {
  const headers = range === undefined ? {} : { range: `bytes=${range[0]}-${range[1]}` }
  const address = context.api.href(entryRoutes.content, { params: { entry: entryId }, query: {} })
  const answer = await ask(context, address, { headers })
  return { status: answer.status, range: answer.headers.get('content-range'), bytes: await bytesOf(answer) }
}

/** Out of the folder, and out of the trash. Not with the signal of the test: what was begun is put away. */
export async function removeProbe({ api }: Pick<CheckContext, 'api'>, { entryId, placeId }: ProbeFile): Promise<void> {
  const params = { place: placeId }
  const over = async (job: JobView): Promise<void> => {
    let { id, state } = job
    for (let waitedMs = 0; state === 'queued' || state === 'running'; waitedMs += LOOK_AGAIN_MS) {
      if (waitedMs >= PATIENCE_MS) throw new VaultError('unavailable')
      await sleep(LOOK_AGAIN_MS)
      ;({ id, state } = await api.call(entryRoutes.job, { params: { job: id } }))
    }
    if (state !== 'done') throw new VaultError('unavailable')
  }
  const selector = { kind: 'ids' as const, ids: [entryId] }
  await over(await api.call(entryRoutes.bulk, { params, body: { action: 'trash', selector } }))
  await over(await api.call(trashRoutes.purge, { params, body: { entries: [entryId], confirm: 1 } }))
}

async function ask({ fetch, signal }: CheckContext, address: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address, { ...init, signal, cache: 'no-store', credentials: 'same-origin' })
  if (!answer.ok) throw await problemOf(answer)
  return answer
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
