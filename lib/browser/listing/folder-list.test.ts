import { describe, expect, it } from 'vitest'
import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { FolderList } from './folder-list.ts'

const COUNT = 5000

/** A vault with one folder of `COUNT` entries; a cursor is the index it goes on from. */
function openList(onAsk: (from: number) => unknown = () => {}) {
  const asked: number[] = []
  const call = (_: unknown, { query }: { query: { cursor?: string; limit: number } }) => {
    const from = Number(query.cursor ?? 0)
    asked.push(from)
    onAsk(from)
    const end = Math.min(COUNT, from + query.limit)
    return Promise.resolve({
      folder: null,
      entries: Array.from({ length: end - from }, (_, index) => ({ id: String(from + index) }) as EntryView),
      nextCursor: end === COUNT ? null : String(end),
      total: { count: COUNT, sizeBytes: 0 },
      seq: 1,
    })
  }
  const list: FolderList = new FolderList({
    api: { call } as unknown as Api,
    query: { placeId: 'room', path: '', sort: 'name', order: 'asc', type: null, q: '' },
  })
  const shown: number[] = []
  list.subscribe(() => shown.push(list.getSnapshot().entries.length))
  return { list, asked, shown }
}

describe('FolderList', () => {
  it('goes to rows far below without drawing the pages on its way', async () => {
    const { list, asked, shown } = openList()
    list.show(0, 20)
    await expect.poll(() => shown).toEqual([200, 1200])
    list.show(4900, 4920)
    await expect.poll(() => list.getSnapshot().complete).toBe(true)
    expect(asked).toEqual([0, 200, 1200, 2200, 3200, 4200])
    expect(shown).toEqual([200, 1200, COUNT])
  })

  it('shows what it has read when somebody turns round on the way', async () => {
    const { list, asked, shown }: ReturnType<typeof openList> = openList(
      (from) => from === 3200 && list.show(1300, 1320),
    )
    list.show(0, 20)
    await expect.poll(() => shown).toEqual([200, 1200])
    list.show(4900, 4920)
    await expect.poll(() => shown).toEqual([200, 1200, 4200])
    expect(asked).toEqual([0, 200, 1200, 2200, 3200])
  })
})
