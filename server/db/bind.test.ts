import { expect, test } from 'vitest'
import { bind, RowInserts } from './bind.ts'
import { createQueryBuilder } from './sqlite/compile.ts'

const build = createQueryBuilder()
const row = { id: 'a', kind: 'k', place_id: 'p' as never, payload: '{}', created_at: 1 }

test('binds the values of each row to the statement of its columns', () => {
  const inserts = new RowInserts(build)
  for (const wish of [row, { ...row, id: 'b', created_at: 2 }, { ...row, payload: '{"a":1}' }]) {
    const built = build.insertInto('fs_intents').values(wish).compile()
    const bound = inserts.into('fs_intents', wish)
    expect(bound.sql).toBe(built.sql)
    expect(bound.parameters).toEqual(built.parameters)
  }
})

test('leaves the statement that it binds as it is', () => {
  const first = build.deleteFrom('fs_intents').where('id', '=', 'a').compile()
  expect(bind(first, ['b']).parameters).toEqual(['b'])
  expect(first.parameters).toEqual(['a'])
})
