import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from './connection.ts'

async function openBoth() {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-connection-'))
  const path = join(folder, 'vault.db')
  const writer = Connection.openWriter(path)
  writer.run('create table t (n integer)')
  const reader = Connection.openReader(path)
  onTestFinished(async () => {
    reader.close()
    writer.close()
    await rm(folder, { recursive: true })
  })
  return { writer, reader }
}

test('the writer waits for the disk with each commit and holds references', async () => {
  const { writer } = await openBoth()
  const setting = (name: string) => writer.raw.pragma(name, { simple: true })
  expect(setting('journal_mode')).toBe('wal')
  expect(setting('synchronous')).toBe(2)
  expect(setting('foreign_keys')).toBe(1)
  expect(setting('mmap_size')).toBe(0)
})

test('a reader cannot write', async () => {
  const { reader } = await openBoth()
  expect(() => reader.run('insert into t values (1)')).toThrow('readonly')
})

test('more statements than are kept prepared still run', async () => {
  const { writer } = await openBoth()
  writer.run('begin')
  for (let i = 0; i < 1_200; i++) writer.run(`insert into t values (${i % 600})`)
  writer.run('commit')
  expect(writer.run('select count(*) as count from t').rows).toEqual([{ count: 1_200 }])
})
