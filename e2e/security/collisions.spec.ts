import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchVault } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household } from './support/household.ts'
import { sendJson } from './support/people.ts'
import { type Answer, eachOf, send } from './support/wire.ts'

/** Two names that some file system takes for one never overwrite each other, whatever this machine's does. */

const TWINS: readonly (readonly [string, string])[] = [
  ['A.txt', 'a.txt'],
  ['caf\u00e9.txt', 'cafe\u0301.txt'],
  ['\u212bngstr\u00f6m.txt', '\u00e5ngstr\u00f6m.txt'],
  ['Stra\u00dfe.txt', 'STRASSE.txt'],
  ['\ud55c.txt', '\u1112\u1161\u11ab.txt'],
  ['inv\u200bisible.txt', 'invisible.txt'],
  ['\u03a3.txt', '\u03c2.txt'],
  ['same.txt', 'same.txt'],
]

let house: Household
let room: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  room = join(house.vault.dataFolder, 'rooms', 'yard')
})

test.afterAll(() => house.vault.dispose())

function put(name: string, content: string, conflict = 'keep'): Promise<Answer> {
  const path = `/api/places/${house.places.yard.id}/content?conflict=${conflict}&path=${encodeURIComponent(name)}`
  return send(house.door, { method: 'PUT', path, body: content, headers: house.adminProof })
}

/** Content by the name on the disk, of the files whose content begins with the prefix. */
async function contentsOf(prefix: string): Promise<string[]> {
  const names = (await readdir(room, { withFileTypes: true })).filter((item) => item.isFile())
  const contents = await Promise.all(names.map(({ name }) => readFile(join(room, name), 'utf8')))
  return contents.filter((content) => content.startsWith(prefix)).sort()
}

for (const [index, [first, second]] of TWINS.entries()) {
  const title = `${JSON.stringify(first)} and ${JSON.stringify(second)}`

  test(`${title} are both kept, unless somebody says otherwise`, async () => {
    const [one, two, three] = [`pair ${index} one`, `pair ${index} two`, `pair ${index} three`]
    expect((await put(first, one)).status).toBe(201)
    expect((await put(second, two)).status).toBe(201)
    expect(await contentsOf(`pair ${index}`)).toEqual([one, two])
    expect((await put(second, 'skipped', 'skip')).json()).toMatchObject({ skipped: true })
    expect(await contentsOf(`pair ${index}`)).toEqual([one, two])
    expect((await put(second, three, 'replace')).status).toBeLessThan(300)
    // One of them was replaced, as asked; the other is still there.
    expect((await contentsOf(`pair ${index}`)).length).toBe(2)
    expect(await contentsOf(three)).toEqual([three])
  })

  test(`${title} as folders are one, and the second is refused`, async () => {
    const path = `/api/places/${house.places.yard.id}/folders`
    const make = (name: string) => sendJson(house.door, 'POST', path, { name }, house.adminProof)
    const prefix = `folders ${index} `
    expect((await make(prefix + first)).status).toBe(201)
    expect((await make(prefix + second)).code).toBe('entry_exists')
  })
}

test('fifty uploads of one name at a time give fifty files', async () => {
  const numbers = Array.from({ length: 50 }, (_, number) => `race ${number}`)
  const answers = await eachOf(numbers, 50, (content) => put(content.endsWith('1') ? 'Race.txt' : 'race.txt', content))
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 201))
  expect(await contentsOf('race ')).toEqual([...numbers].sort())
})

test('renaming and moving onto a name that is taken refuses or keeps both', async () => {
  const { door, places, adminProof } = house
  const a = (await put('Taken.txt', 'taken one')).json<{ entry: { id: string } }>().entry.id
  const b = (await put('other.txt', 'taken two')).json<{ entry: { id: string } }>().entry.id
  expect((await sendJson(door, 'PATCH', `/api/files/${b}`, { name: 'TAKEN.TXT' }, adminProof)).code).toBe(
    'entry_exists',
  )
  await put('Papers/taken.TXT', 'taken three')
  const to = { place: places.yard.id, path: 'Papers' }
  const body = { action: 'move', selector: { kind: 'ids', ids: [a] }, to }
  await sendJson(door, 'POST', `/api/places/${places.yard.id}/bulk`, body, adminProof)
  const inPapers = async () => {
    const names = await readdir(join(room, 'Papers'))
    return (await Promise.all(names.map((name) => readFile(join(room, 'Papers', name), 'utf8')))).sort()
  }
  await expect.poll(inPapers).toEqual(['taken one', 'taken three'])
})
