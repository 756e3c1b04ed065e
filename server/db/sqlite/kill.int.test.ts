import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildChild } from '../testing/build-child.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'

const KILLS = 6

test('a process killed while it commits loses no acknowledged unit and leaves no half of one', async () => {
  const child = await buildChild('server/db/testing/committing.child.ts')
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-kill-'))
  const acknowledged: string[] = []
  try {
    for (let round = 0; round < KILLS; round++) acknowledged.push(...(await commitUntilKilled(child.path, dataFolder)))
    const { db, remove } = await openTestDatabase({ dataFolder })
    const rows = await db.read(db.build.selectFrom('settings').select('key'))
    await remove()
    const keys = new Set(rows.map(({ key }) => key))
    const part = (name: string) => [...keys].filter((key) => key.endsWith(name)).length
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(acknowledged.filter((key) => !keys.has(`${key}-head`) || !keys.has(`${key}-tail`))).toEqual([])
    expect(part('-head')).toBe(part('-tail'))
  } finally {
    await child.remove()
    await rm(dataFolder, { recursive: true, force: true })
  }
})

/** @returns what was acknowledged; lines cut by the kill do not count */
async function commitUntilKilled(path: string, dataFolder: string): Promise<string[]> {
  const running = spawn(process.execPath, [path, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(running, 'exit')
  let output = ''
  running.stdout.setEncoding('utf8')
  running.stdout.on('data', (text: string) => {
    // At a different moment of the work in each round.
    if (output === '') setTimeout(() => running.kill('SIGKILL'), Math.random() * 150)
    output += text
  })
  const [, signal] = await exited
  expect(signal).toBe('SIGKILL')
  return output.slice(0, output.lastIndexOf('\n')).split('\n')
}
