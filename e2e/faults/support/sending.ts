import { metadata, OFFSET_STREAM, TUS } from '#server/features/uploads/testing/tus-client.ts'
import { ask, askJson, type Line, WrongAnswer } from './line.ts'
import type { Dice } from './seeded.ts'
import { beginListing, endListing, type Sent, targetOf } from './sent.ts'

/** Creates the upload, some of its bytes with it. Safe to call again when the answer got lost. */
async function createUpload(line: Line, sent: Sent, dice: Dice): Promise<void> {
  const withBody = dice.next() < 0.5
  if (withBody || sent.sizeBytes === 0) beginListing(sent)
  const answer = await ask(line, 201, 'POST', '/api/uploads', {
    headers: {
      ...TUS,
      'upload-length': sent.sizeBytes,
      'upload-metadata': metadata({
        ...{ place: sent.place, filename: sent.name, transferId: sent.key },
        ...(sent.folder === '' ? {} : { path: sent.folder }),
        ...(sent.replaces === null ? {} : { conflict: 'replace' }),
      }),
      ...(withBody ? OFFSET_STREAM : {}),
    },
    ...(withBody ? { body: sent.body } : {}),
  })
  sent.address = String(answer.headers.location)
  note(sent, Number(answer.headers['upload-offset'] ?? 0))
}

/** Sends up to `patches` pieces from where the upload stands. @returns whether its file is listed */
export async function sendPieces(line: Line, sent: Sent, patches: number, dice: Dice): Promise<boolean> {
  if (sent.address === null) await createUpload(line, sent, dice)
  const { address } = sent
  if (address === null) throw new TypeError('a created upload has an address')
  const stands = await ask(line, 200, 'HEAD', address, { headers: TUS })
  note(sent, Number(stands.headers['upload-offset']))
  for (let index = 0; index < patches && !isComplete(sent); index++) {
    const offset = sent.acknowledgedBytes ?? 0
    const end = Math.min(sent.sizeBytes, offset + 1 + dice.between(0, 400_000))
    if (end === sent.sizeBytes) beginListing(sent)
    const headers = { ...TUS, ...OFFSET_STREAM, 'upload-offset': offset }
    const answer = await ask(line, 204, 'PATCH', address, { headers, body: sent.body.subarray(offset, end) })
    note(sent, Number(answer.headers['upload-offset']))
    if (sent.acknowledgedBytes !== end)
      throw new WrongAnswer(`${sent.key} sent up to ${end}, told ${sent.acknowledgedBytes}`)
  }
  if (!isComplete(sent)) return false
  await askResult(line, sent, address)
  return true
}

export async function cancelUpload(line: Line, sent: Sent): Promise<void> {
  if (sent.address === null) return
  sent.cancelled = true
  await ask(line, 204, 'DELETE', sent.address, { headers: TUS })
  sent.address = null
}

/** The whole file as the body of one request. */
export async function putFile(line: Line, sent: Sent): Promise<void> {
  const path = encodeURIComponent([sent.folder, sent.name].filter((part) => part !== '').join('/'))
  const conflict = sent.replaces === null ? 'keep' : 'replace'
  beginListing(sent)
  const answer = await ask(line, 201, 'PUT', `/api/places/${sent.place}/content?path=${path}&conflict=${conflict}`, {
    body: sent.body,
  })
  endListing(sent)
  sent.acknowledgedBytes = sent.sizeBytes
  // The shape of the contract `content.put`.
  const { entry } = JSON.parse(answer.body) as { entry: { id: string; path: string; sha256: string } }
  sent.entryId = entry.id
  expectListing(sent, entry.path, entry.sha256)
}

async function askResult(line: Line, sent: Sent, address: string): Promise<void> {
  type Result = { entryId: string; path: string; finalName: string; sha256: string }
  const result = await askJson<Result>(line, 200, 'GET', `${address}/result`)
  sent.entryId = result.entryId
  expectListing(sent, [sent.folder, result.finalName].filter((part) => part !== '').join('/'), result.sha256)
}

function expectListing(sent: Sent, path: string, sha256: string): void {
  if (`${sent.place}/${path}` !== targetOf(sent).path) throw new WrongAnswer(`${sent.key} was listed as ${path}`)
  if (sha256 !== sent.sha256) throw new WrongAnswer(`${sent.key} was told the hash ${sha256}`)
}

const isComplete = (sent: Sent): boolean => sent.acknowledgedBytes === sent.sizeBytes

/** Every offset that leaves the vault is a promise; it may only grow. */
function note(sent: Sent, offsetBytes: number): void {
  if (offsetBytes < (sent.acknowledgedBytes ?? 0)) {
    throw new WrongAnswer(`${sent.key} was told ${sent.acknowledgedBytes}, and now ${offsetBytes}`)
  }
  sent.acknowledgedBytes = offsetBytes
  if (isComplete(sent)) endListing(sent)
}
