import { describe, expect, it } from 'vitest'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { newTransfer, type TransferState } from '#lib/core/transfers/transfer-record.ts'
import { trayGroups } from './tray-rows.ts'

const TODAY = 1_000
let count = 0

function transfer(state: TransferState, batchId: string | null = null) {
  const id = `t${++count}`
  const facts = { id, placeId: 'p' as PlaceId, path: '', mimeType: '', conflict: 'keep', batchId } as const
  const file = { filename: `${id}.jpg`, sizeBytes: 10, lastModifiedMs: 0, hasSource: true }
  return { ...newTransfer({ ...facts, ...file }, 0), state }
}
const done = (atMs: number): TransferState => ({
  kind: 'done',
  atMs,
  result: { entryId: 'e' as EntryId, finalName: 'x', skipped: false, compared: true },
})

describe('the rows of the tray', () => {
  it('stand in the order of the tray, without empty groups and without yesterday', () => {
    const groups = trayGroups(
      [
        transfer(done(TODAY - 1)),
        transfer({ kind: 'failed', code: 'disk_full', keptBytes: 0 }),
        transfer({ kind: 'running' }),
      ],
      TODAY,
    )
    expect(groups.map(({ section }) => section)).toEqual(['now', 'needsYou'])
  })

  it('show many of one batch as one, but what is sent now one by one', () => {
    const batch = [
      ...Array.from({ length: 3 }, () => transfer({ kind: 'running' }, 'b')),
      ...Array.from({ length: 900 }, () => transfer({ kind: 'queued' }, 'b')),
    ]
    const [now, waiting] = trayGroups(batch, TODAY)
    expect(now?.rows.map(({ kind }) => kind)).toEqual(['one', 'one', 'one'])
    expect(waiting?.rows.map((row) => row.kind === 'many' && row.transfers.length)).toEqual([900])
  })

  it('keep apart what needs different things', () => {
    const batch = [
      ...Array.from({ length: 5 }, () => transfer({ kind: 'waiting', for: 'source' }, 'b')),
      ...Array.from({ length: 5 }, () => transfer({ kind: 'waiting', for: 'password' }, 'b')),
    ]
    expect(trayGroups(batch, TODAY)[0]?.rows).toHaveLength(2)
  })

  it('show the newest of what is done first', () => {
    const [first, second] = [transfer(done(TODAY)), transfer(done(TODAY + 1))]
    const [group] = trayGroups([first, second], TODAY)
    expect(group?.rows.map(({ id }) => id)).toEqual([second.id, first.id])
  })
})
