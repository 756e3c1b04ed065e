import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHouse } from '../testing/build-house.ts'
import { type House, openHouse } from '../testing/test-house.ts'
import { bytes, send, serve } from '../testing/tus-client.ts'

/**
 * kill -9 in the middle of a save, where a publication differs from one that only adds: the file holds the old or the
 * new text, and with the new one the old is kept.
 */

const OLD = bytes(1000, 1)
/** Large enough to have a row of its own, which the next start finishes. */
const NEW = bytes(1.5 * 2 ** 20, 2)
const POINTS = ['finish:after-mark', 'publish: version kept', 'publish: placed']

let built: Awaited<ReturnType<typeof buildHouse>>
beforeAll(async () => {
  built = await buildHouse()
})
afterAll(() => built.remove())

/** A house with one file, shut again. */
async function prepare(): Promise<{ dataFolder: string; root: string; id: string; etag: string }> {
  const house = await openHouse()
  const site = await serve(house.listener)
  const answer = await site.send('PUT', '/api/places/main/content?path=note.txt', { body: OLD })
  const { id, contentId } = JSON.parse(answer.body).entry
  await site.close()
  await house.close()
  return { dataFolder: house.dataFolder, root: house.root, id, etag: `"${contentId}"` }
}

async function saveAndDie(at: { dataFolder: string; id: string; etag: string }, point: string): Promise<void> {
  const child = fork(built.file, [at.dataFolder, point, '0'], { execArgv: [] })
  const died = once(child, 'exit')
  const [message] = await once(child, 'message')
  // killable-house.ts sends exactly this.
  const { port } = message as { port: number }
  const saving = send(port, 'PUT', `/api/files/${at.id}/content`, { headers: { 'if-match': at.etag }, body: NEW })
  await expect(saving).rejects.toThrow()
  await died
}

async function factsOf(house: House) {
  const { build } = house.db
  const versions = await house.db.read(build.selectFrom('versions').selectAll())
  return {
    content: await house.read('note.txt'),
    versions: await Promise.all(versions.map((row) => readFile(join(house.root, row.stored_name)))),
    intents: await house.db.read(build.selectFrom('fs_intents').selectAll()),
    states: (await house.uploadRows()).map(({ state }) => state),
  }
}

test.each(POINTS)(
  'a save that dies at "%s" leaves the old text, or the new one and the old as its version',
  async (point) => {
    const at = await prepare()
    await saveAndDie(at, point)
    const house = await openHouse({ dataFolder: at.dataFolder })
    try {
      await house.finished
      const { content, versions, intents } = await factsOf(house)
      expect(intents).toEqual([])
      expect(await house.names()).toEqual(['note.txt'])
      expect(await house.partials()).toEqual([])
      if (content.equals(NEW)) expect(versions.map((version) => version.equals(OLD))).toEqual([true])
      else expect([content.equals(OLD), versions.length]).toEqual([true, 0])
      const [listed] = await house.listed()
      expect(listed?.size_bytes).toBe(content.length)
    } finally {
      await house.remove()
    }
  },
  60_000,
)

test('a save that was cut short does not go over what was written by hand before the next start', async () => {
  const at = await prepare()
  await saveAndDie(at, 'finish:before-publish')
  await writeFile(join(at.root, 'note.txt'), 'by hand')
  const house = await openHouse({ dataFolder: at.dataFolder })
  try {
    await house.finished
    const { content, versions, states } = await factsOf(house)
    expect([content.toString(), versions]).toEqual(['by hand', []])
    expect(states).toContain('failed')
    expect(await house.partials()).toEqual([])
  } finally {
    await house.close()
    await rm(at.dataFolder, { recursive: true, force: true })
  }
}, 60_000)
