import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import type { SourceFolder } from '../transfers/source-folder.ts'
import type { AddedFile, Transfers } from '../transfers/transfers.ts'
import type { Inbox } from './inbox.ts'
import type { InboxClaim, InboxFile, InboxSend, InboxShare } from './inbox-share.ts'

/** Who sends it. */
export interface ShareTaker {
  storeName: string
  store: BrowserStore
  transfers: Pick<Transfers, 'send' | 'subscribe'>
  sources: SourceFolder
  /** False once they have signed out, in whichever tab: what was written after that would stay on the device. */
  isHere: () => boolean
}

/** Written down long before, unless the browser cannot write at all. */
const PATIENCE_MS = 15_000

/**
 * Gives a share to the transfers of a person. The claim is written first and the share goes last, and each step between
 * can be done again: after a kill `finishClaims` goes on, and no file is lost or sent twice.
 * @throws VaultError `session_ended` when the person has signed out meanwhile: then it waits for the next one
 */
export async function giveShare(inbox: Inbox, share: InboxShare, claim: InboxClaim, taker: ShareTaker): Promise<void> {
  await inbox.whileGiving(async () => {
    if (!taker.isHere()) throw new VaultError('session_ended')
    await inbox.claim(share, claim)
    await finishClaim(inbox, { ...share, claim }, taker)
  })
}

/** Goes on with what was given to this person when the browser died. */
export async function finishClaims(inbox: Inbox, taker: ShareTaker): Promise<void> {
  await inbox.whileGiving(async () => {
    if (!taker.isHere()) return
    for (const share of await inbox.listClaimed(taker.storeName)) await finishClaim(inbox, share, taker)
  })
}

async function finishClaim(inbox: Inbox, share: InboxShare, taker: ShareTaker): Promise<void> {
  const { claim } = share
  if (claim === null) return
  const listMissing = async () => {
    const known = new Set((await taker.store.listTransfers()).map(({ id }) => id))
    return claim.sends.filter(({ id }) => !known.has(id))
  }
  const missing: { send: InboxSend; file: File }[] = []
  for (const send of await listMissing()) {
    const file = await takeFile(inbox, share, send, taker)
    if (file !== null) missing.push({ send, file })
    // The original is there, but a browser that was closed asks the person again before it reads it.
    else if (share.files[send.index]?.handle != null) return inbox.claim(share, null)
  }
  if (missing.length > 0) {
    const ids = new Set(missing.map(({ send }) => send.id))
    taker.transfers.send({
      kind: 'add',
      ids: [...ids],
      batchId: claim.batchId,
      isFresh: true,
      // The page knows places by the ids the vault gave it.
      placeId: claim.placeId as PlaceId,
      files: missing.map(({ send, file }): AddedFile => ({ file, path: send.path, conflict: send.conflict })),
    })
    if (!(await untilWritten(taker.transfers, async () => !(await listMissing()).some(({ id }) => ids.has(id))))) return
  }
  await inbox.remove(share.id)
}

/** The file, from where the transfers will find it after a restart; null when there is nothing to read any more. */
async function takeFile(inbox: Inbox, share: InboxShare, send: InboxSend, taker: ShareTaker): Promise<File | null> {
  const file = share.files[send.index]
  if (file === undefined) return null
  const handle = await inbox.open(share, send.index)
  if (file.stored === null) {
    if (handle === null) return null
    await taker.store.saveFileHandle(send.id, handle)
    return handle.getFile().catch(() => null)
  }
  if (handle !== null) await taker.sources.adopt(send.id, handle)
  return taker.sources.find({ ...recordOf(file), id: send.id })
}

function recordOf({ name, sizeBytes, lastModifiedMs, mimeType }: InboxFile) {
  return { filename: name, sizeBytes, lastModifiedMs, mimeType }
}

/** The share may go only when the store has the transfers: another tab may be the one that writes them. */
async function untilWritten(transfers: ShareTaker['transfers'], isWritten: () => Promise<boolean>): Promise<boolean> {
  const giveUp = performance.now() + PATIENCE_MS
  while (performance.now() < giveUp) {
    if (await isWritten()) return true
    await new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer)
        stop()
        resolve()
      }
      const timer = setTimeout(go, 250)
      const stop = transfers.subscribe(go)
    })
  }
  return false
}
