import { expect, it } from 'vitest'
import { newTransfer } from '#lib/core/transfers/transfer-record.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createSourceFolder } from '../transfers/source-folder.ts'
import type { TransferCommand } from '../transfers/transfers.ts'
import { finishClaims, giveShare, type ShareTaker } from './give-share.ts'
import { Inbox } from './inbox.ts'
import { listClaimedIds } from './inbox-index.ts'
import type { InboxClaim, InboxShare } from './inbox-share.ts'
import { MemoryFolder } from './testing/memory-folder.ts'
import { createMemoryIndex } from './testing/memory-inbox.ts'
import { createMemoryLocks } from './testing/memory-locks.ts'

const MINE = 'hearth-account-1'

/** A device, and a person on it whose transfers are written down the moment they are added. */
async function openDevice(options: { dies?: () => boolean; isHere?: () => boolean } = {}) {
  const disk = new MemoryFolder()
  const index = createMemoryIndex()
  const inbox = new Inbox({
    index,
    openFolder: async () => (await disk.getDirectoryHandle('inbox', { create: true })).handle,
    locks: createMemoryLocks(),
    now: () => 1_000,
    createId: () => 'share',
  })
  const share = (await inbox.keep(async (draft) => {
    const files = ['a.jpg', 'b.jpg'].map((name, at) => ({ name, stored: String(at) }))
    for (const { name, stored } of files) {
      const writer = await draft.create(stored)
      await writer.write(new TextEncoder().encode(name))
      await writer.close()
    }
    return files.map((file) => ({ ...file, sizeBytes: 5, mimeType: 'image/jpeg', lastModifiedMs: 7, handle: null }))
  })) as InboxShare
  const store = createMemoryStore()
  const sources = createSourceFolder(async () => disk.handle, MINE)
  const sent: { id: string; name: string; text: string }[] = []
  const send = (command: TransferCommand) => {
    if (options.dies?.() || command.kind !== 'add') throw new Error('the browser died')
    command.ids.forEach((id, at) => {
      const added = command.files[at]
      if (!added) return
      const { name, size, lastModified, type } = added.file
      const facts = { filename: name, sizeBytes: size, lastModifiedMs: lastModified, mimeType: type }
      const { path, conflict } = added
      const record = { ...facts, id, path, conflict, placeId: command.placeId, batchId: null, hasSource: true }
      void store.saveTransfers({ put: [newTransfer(record, 0)], remove: [] })
      void added.file.text().then((text) => sent.push({ id, name, text }))
    })
  }
  const isHere = options.isHere ?? (() => true)
  const transfers = { send, subscribe: () => () => {} }
  const taker: ShareTaker = { storeName: MINE, store, sources, transfers, isHere }
  return { disk, index, inbox, share, taker, sent }
}

const claimOf = (ids: readonly string[]): InboxClaim => ({
  ...{ storeName: MINE, placeId: 'hall', batchId: null },
  sends: ids.map((id, index) => ({ id, index, path: 'Trip', conflict: 'keep' })),
})

it('gives each file to a transfer that finds it after a restart, without a second copy', async () => {
  const { inbox, share, taker, sent, disk } = await openDevice()
  await giveShare(inbox, share, claimOf(['t1', 't2']), taker)
  expect(sent).toEqual([
    { id: 't1', name: 'a.jpg', text: 'a.jpg' },
    { id: 't2', name: 'b.jpg', text: 'b.jpg' },
  ])
  expect(await inbox.list()).toEqual([])
  const left = disk.paths().filter((path) => /\/(?:\d|t\d)$/.test(path))
  expect(left).toEqual([`people/${MINE}/sources/t1`, `people/${MINE}/sources/t2`])
})

it('throws away what the person left out', async () => {
  const { inbox, share, taker, sent, disk } = await openDevice()
  await giveShare(inbox, share, claimOf(['t1']), taker)
  expect(sent.map(({ id }) => id)).toEqual(['t1'])
  expect(disk.paths().filter((path) => path.startsWith('inbox/'))).toEqual([])
})

it('goes on after a browser that died between the steps, and sends nothing twice', async () => {
  let dies = true
  const { inbox, share, taker, sent, index } = await openDevice({ dies: () => dies })
  await expect(giveShare(inbox, share, claimOf(['t1', 't2']), taker)).rejects.toThrow('died')
  // The files have moved and nobody sends them: neither shown again, nor swept.
  expect(await inbox.list()).toEqual([])
  expect(await listClaimedIds(index, MINE)).toEqual(['t1', 't2'])
  dies = false
  await finishClaims(inbox, taker)
  expect(sent.map(({ text }) => text)).toEqual(['a.jpg', 'b.jpg'])
  // Died again before the share was gone: its transfers are there.
  await index.put({ ...share, claim: claimOf(['t1', 't2']) })
  await finishClaims(inbox, taker)
  expect(sent).toHaveLength(2)
  expect(await listClaimedIds(index, MINE)).toEqual([])
})

it('leaves alone what somebody else was given', async () => {
  const { inbox, share, taker, sent, index } = await openDevice()
  await inbox.claim(share, { ...claimOf(['t1', 't2']), storeName: 'hearth-account-2' })
  await finishClaims(inbox, taker)
  expect(sent).toEqual([])
  expect(await listClaimedIds(index, 'hearth-account-2')).toEqual(['t1', 't2'])
})

it('asks again for a file that the browser does not let it read', async () => {
  const { inbox, share, taker, index } = await openDevice()
  // As the browser gives them: nothing of it but what is asked for here.
  const handle = { getFile: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } as never
  const opened = { ...share, files: share.files.map((file) => ({ ...file, stored: null, handle })) }
  const kept = new Map([[opened.id, opened as InboxShare]])
  Object.assign(index, {
    list: async () => [...kept.values()],
    put: async (one: InboxShare) => void kept.set(one.id, one),
  })
  await giveShare(inbox, opened, claimOf(['t1', 't2']), taker)
  expect((await inbox.list()).map(({ id, claim }) => [id, claim])).toEqual([['share', null]])
})

it('gives nothing to somebody who has signed out: the share waits for the next person', async () => {
  const { inbox, share, taker, sent } = await openDevice({ isHere: () => false })
  await expect(giveShare(inbox, share, claimOf(['t1', 't2']), taker)).rejects.toThrow('session_ended')
  expect(sent).toEqual([])
  expect(await inbox.list()).toHaveLength(1)
  await inbox.claim(share, claimOf(['t1', 't2']))
  await finishClaims(inbox, taker)
  expect(sent).toEqual([])
})

it('leaves nothing of a person who signs out while it is given, wherever the browser died before', async () => {
  const { disk, inbox, share, taker, index } = await openDevice({ dies: () => true })
  await expect(giveShare(inbox, share, claimOf(['t1', 't2']), taker)).rejects.toThrow('died')
  expect(disk.paths().some((path) => path.endsWith('sources/t1'))).toBe(true)
  await inbox.forget(MINE, async () => (await disk.getDirectoryHandle('people')).removeEntry(MINE))
  expect(await index.list()).toEqual([])
  expect(disk.paths().filter((path) => path.startsWith('inbox/') || path.includes(MINE))).toEqual([])
})

it('makes whoever forgets wait until a share has changed hands, so that nothing is written behind them', async () => {
  let signOut = () => {}
  const isHere = () => {
    // In the moment after somebody looked.
    queueMicrotask(signOut)
    return true
  }
  const { inbox, share, taker, disk } = await openDevice({ isHere })
  const forgotten = new Promise<string[]>((resolve) => {
    signOut = () => void inbox.forget(MINE, async () => resolve(disk.paths()))
  })
  await giveShare(inbox, share, claimOf(['t1', 't2']), taker)
  expect((await forgotten).filter((path) => path.includes('/sources/t'))).toHaveLength(2)
})
