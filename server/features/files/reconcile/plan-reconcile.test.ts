import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { ListedRow } from './listed-rows.ts'
import type { Found } from './look.ts'
import { type Circumstances, type Plan, planReconcile } from './plan-reconcile.ts'

const given: Circumstances = {
  device: '1',
  now: 1_000,
  keepMissingMs: 100,
  isSettled: () => true,
  isSameFolder: () => true,
  wasAbsent: () => false,
}

function row(name: string, inode: string, more: Partial<ListedRow> = {}): ListedRow {
  return {
    id: `id of ${name}` as EntryId,
    name,
    nameKey: nameKey(name),
    kind: 'file',
    state: 'live',
    missingSince: null,
    contentId: `content of ${name}` as ContentId,
    mime: null,
    facts: { device: '1', inode, sizeBytes: 1, mtimeNs: '1' },
    ...more,
  }
}

function found(name: string, inode: string, facts: Partial<Found['facts']> = {}, kind: Found['kind'] = 'file'): Found {
  return { name, kind, facts: { device: '1', inode, sizeBytes: 1, mtimeNs: '1', ...facts }, touchedMs: 0 }
}

const said = ({ actions, absent, unsettled }: Plan) => [
  ...actions.map((action) => {
    if (action.kind === 'add') return `add ${action.found.name} as ${JSON.stringify(action.nameKey)}`
    if (action.kind !== 'update') return `${action.kind} ${action.row.name}`
    return `${action.row.name} is ${action.found.name} with ${action.content} content`
  }),
  ...absent.map(({ name }) => `absent ${name}`),
  ...unsettled.map(({ name }) => `unsettled ${name}`),
]
const missing = { state: 'missing', missingSince: 950 } as const
const folder = { kind: 'folder', contentId: null } as const

const cases: [
  what: string,
  rows: ListedRow[],
  found: Found[],
  says: string[],
  circumstances?: Partial<Circumstances>,
][] = [
  ['nothing changed', [row('a', '1')], [found('a', '1')], []],
  ['a new file', [], [found('a', '1')], ['add a as "a"']],
  ['a new file that is still written', [], [found('a', '1')], ['unsettled a'], { isSettled: () => false }],
  [
    'a folder is never still written',
    [],
    [found('a', '1', {}, 'folder')],
    ['add a as "a"'],
    { isSettled: () => false },
  ],
  ['another size', [row('a', '1')], [found('a', '1', { sizeBytes: 2 })], ['a is a with other content']],
  ['a file put in its place', [row('a', '1')], [found('a', '2')], ['a is a with other content']],
  [
    'another time, still written',
    [row('a', '1')],
    [found('a', '1', { mtimeNs: '2' })],
    ['unsettled a'],
    { isSettled: () => false },
  ],
  ['a rename', [row('a', '1')], [found('b', '1')], ['a is b with same content']],
  [
    'a rename needs no settling',
    [row('a', '1')],
    [found('b', '1')],
    ['a is b with same content'],
    { isSettled: () => false },
  ],
  [
    'an inode used again for another file',
    [row('a', '1')],
    [found('b', '1', { mtimeNs: '2' })],
    ['add b as "b"', 'absent a'],
  ],
  [
    'a rename over another file',
    [row('a', '1'), row('b', '2')],
    [found('b', '1')],
    ['lose b', 'a is b with same content'],
  ],
  [
    'names handed on',
    [row('a', '1'), row('b', '2')],
    [found('b', '1'), found('c', '2')],
    ['a is b with same content', 'b is c with same content'],
  ],
  [
    'names exchanged',
    [row('a', '1'), row('b', '2')],
    [found('a', '2'), found('b', '1')],
    ['b is a with same content', 'a is b with same content'],
  ],
  ['another spelling by hand', [row('a', '1')], [found('A', '1')], ['a is A with same content']],
  ['another spelling and content', [row('a', '1')], [found('A', '2')], ['a is A with other content']],
  ['two spellings at once', [], [found('A', '1'), found('a', '2')], ['add A as "a"', 'add a as "a\\u0000a"']],
  ['a second spelling', [row('A', '1')], [found('A', '1'), found('a', '2')], ['add a as "a\\u0000a"']],
  ['not there once', [row('a', '1')], [], ['absent a']],
  ['not there twice', [row('a', '1')], [], ['lose a'], { wasAbsent: () => true }],
  [
    'not there, and its volume neither',
    [row('a', '1', { facts: { ...found('a', '1').facts, device: '2' } })],
    [],
    [],
    { wasAbsent: () => true },
  ],
  ['a folder in its place', [row('a', '1')], [found('a', '1', {}, 'folder')], ['lose a', 'add a as "a"']],
  ['back again', [row('a', '1', missing)], [found('a', '1')], ['a is a with same content']],
  ['back again under another name', [row('a', '1', missing)], [found('b', '1')], ['a is b with same content']],
  ['something else under its name', [row('a', '1', missing)], [found('a', '2')], ['a is a with other content']],
  ['missing for long', [row('a', '1', { state: 'missing', missingSince: 800 })], [], ['remove a']],
  ['missing for a while', [row('a', '1', missing)], [], []],
  ['mounted anew', [row('a', '1')], [found('a', '7', { device: '2' })], ['a is a with same content'], { device: '2' }],
  [
    'mounted anew, one of two gone',
    [row('a', '1'), row('b', '2')],
    [found('a', '7', { device: '2' })],
    ['a is a with same content', 'absent b'],
    { device: '2' },
  ],
  ['a renamed folder', [row('a', '1', folder)], [found('b', '1', {}, 'folder')], ['a is b with same content']],
  [
    'another folder with its inode',
    [row('a', '1', folder)],
    [found('b', '1', {}, 'folder')],
    ['add b as "b"', 'absent a'],
    { isSameFolder: () => false },
  ],
  [
    'a folder made anew under its name',
    [row('a', '1', folder)],
    [found('a', '2', {}, 'folder')],
    ['a is a with same content'],
  ],
]

describe('a plan', () => {
  it.each(cases)('for %s', (_what, rows, there, says, circumstances = {}) => {
    expect(said(planReconcile(rows, there, { ...given, ...circumstances })).sort()).toEqual(says.toSorted())
  })

  const names = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'ä')
  const inodes = fc.constantFrom('1', '2', '3', '4')
  const kinds = fc.constantFrom<Found['kind'][]>('file', 'folder')
  const disks = fc.uniqueArray(fc.record({ name: names, inode: inodes, kind: kinds, sizeBytes: fc.nat(1) }), {
    selector: ({ name }) => name,
  })
  const foundOf = (disk: { name: string; inode: string; kind: Found['kind']; sizeBytes: number }[]) =>
    disk.map(({ name, inode, kind, sizeBytes }) =>
      found(name, inode, { sizeBytes: kind === 'file' ? sizeBytes : 0 }, kind),
    )

  /** Rows as the database would hold them after the plan; throws where it would refuse them. */
  function carryOut(rows: readonly ListedRow[], plan: Plan): ListedRow[] {
    const byId = new Map(rows.map((each) => [each.id, each]))
    for (const [index, action] of plan.actions.entries()) {
      if (action.kind === 'remove') byId.delete(action.row.id)
      else if (action.kind === 'lose')
        byId.set(action.row.id, { ...action.row, state: 'missing', missingSince: given.now })
      else {
        const known = action.kind === 'update' ? action.row : row('', '', { id: `${index} of ${byId.size}` as EntryId })
        const { name, kind, facts } = action.found
        byId.set(known.id, { ...known, name, kind, facts, nameKey: action.nameKey, state: 'live', missingSince: null })
      }
    }
    const live = [...byId.values()].filter(({ state }) => state === 'live')
    expect(new Set(live.map((each) => each.nameKey)).size).toBe(live.length)
    return [...byId.values()]
  }

  it('carried out twice leaves exactly what is on the disk, and then finds nothing to do', () => {
    fc.assert(
      fc.property(fc.array(disks, { minLength: 1, maxLength: 5 }), (history) => {
        let rows: ListedRow[] = []
        for (const disk of history) {
          const there = foundOf(disk)
          rows = carryOut(rows, planReconcile(rows, there, given))
          rows = carryOut(rows, planReconcile(rows, there, { ...given, wasAbsent: () => true }))
          expect(planReconcile(rows, there, { ...given, wasAbsent: () => true })).toEqual({
            actions: [],
            absent: [],
            unsettled: [],
          })
          const live = rows
            .filter(({ state }) => state === 'live')
            .map(({ name, kind, facts }) => ({ name, kind, facts }))
          const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
          expect(live.sort(byName)).toEqual(there.map(({ name, kind, facts }) => ({ name, kind, facts })).sort(byName))
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
