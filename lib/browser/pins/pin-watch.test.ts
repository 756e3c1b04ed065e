import { describe, expect, it } from 'vitest'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import { pinned } from '#lib/core/pins/testing/play-pin.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import { PinWatch } from './pin-watch.ts'
import type { VaultNews } from './vault-news.ts'

const FOLDER: PinFolder = {
  ...{ id: 'f', placeId: 'p', path: 'trips', name: 'trips' },
  ...{ follows: false, isListed: true, createdAtMs: 0 },
}

/** The watch looks at id and place of an entry alone. */
const pinOf = (id: string) => {
  const pin = pinned({ id })
  return { ...pin, entry: { ...pin.entry, id } } as unknown as StoredPin
}

function setUp(options: {
  seq: number | null
  folders?: PinFolder[]
  changes?: Awaited<ReturnType<VaultNews['changes']>>
}) {
  const asked: string[] = []
  const told: [string, PinEvent<EntryView>][] = []
  let seq = options.seq
  const watch = new PinWatch({
    store: {
      findSeq: async () => seq,
      saveSeq: async (place) => {
        seq = place.seq
      },
      saveFolder: async () => {},
    },
    news: {
      look: async (id) => {
        asked.push(`look ${id}`)
        return { kind: 'entryGone' }
      },
      walk: async (_, path, onFiles) => {
        asked.push(`walk ${path}`)
        onFiles([])
      },
      changes: async (_, since) => {
        asked.push(`changes ${since}`)
        return options.changes ?? { changes: [], seq: since }
      },
      seq: async () => 90,
    },
    pins: () => [pinOf('a'), pinOf('b')],
    folders: () => options.folders ?? [],
    tell: (id, event) => told.push([id, event]),
    found: () => {},
    listed: ({ id }) => asked.push(`listed ${id}`),
  })
  const settle = async () => {
    watch.lookEverywhere()
    for (let turn = 0; turn < 30; turn++) await Promise.resolve()
    return { asked, told, seq }
  }
  return { settle }
}

describe('following the vault for pins', () => {
  it('looks at every pin of a place whose changes were never read', async () => {
    const { asked, told, seq } = await setUp({ seq: null }).settle()
    expect(asked).toEqual(['look a', 'look b'])
    expect(told).toEqual([
      ['a', { kind: 'entryGone' }],
      ['b', { kind: 'entryGone' }],
    ])
    expect(seq).toBe(90)
  })

  it('looks only at what the log names, and remembers how far it read', async () => {
    const changes = { changes: [{ entryId: 'b', parentId: 'x', kind: 'changed' as const }], seq: 12 }
    const { asked, seq } = await setUp({ seq: 7, changes }).settle()
    expect([asked, seq]).toEqual([['changes 7', 'look b'], 12])
  })

  it('reads a folder again when it follows new files, and not otherwise', async () => {
    const changes = { changes: [{ entryId: 'new', parentId: 'x', kind: 'added' as const }], seq: 12 }
    expect((await setUp({ seq: 7, changes, folders: [FOLDER] }).settle()).asked).toEqual(['changes 7'])
    const follows = { ...FOLDER, follows: true }
    const { asked } = await setUp({ seq: 7, changes, folders: [follows] }).settle()
    expect(asked).toEqual(['changes 7', 'walk trips', 'listed f'])
  })

  it('goes on with a folder that was not read to its end', async () => {
    const { asked } = await setUp({ seq: 7, folders: [{ ...FOLDER, isListed: false }] }).settle()
    expect(asked).toContain('walk trips')
  })
})
