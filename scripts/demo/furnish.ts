import { type Api, createApi } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { drawScene, SCENES } from './draw-scene.ts'
import { makeSeaSound } from './make-sound.ts'

export interface Household {
  /** `http://localhost:PORT` of a vault without an admin. */
  readonly origin: string
  readonly setupCode: string
  readonly admin: { readonly name: string; readonly password: string }
  readonly others: readonly { readonly name: string; readonly password: string; readonly role: 'editor' | 'viewer' }[]
  readonly roomPassword: string
}

const TEXTS: Record<string, string> = {
  'Brittany/Day 1.txt': 'Arrived at six. The tide was out, the children were in it before the keys were in the door.\n',
  'Brittany/Day 2.txt': 'Rain until noon. Pancakes until two.\n',
  'Birthdays/List.txt': '3 March\n17 June\n29 June\n8 November\n',
  'Recipes/Galettes.txt':
    '330 g buckwheat flour\n10 g salt\n750 ml water\n1 egg\nRest for two hours, then a very hot pan.\n',
  'Packing list.csv': 'what,how many\nwellingtons,4\ntowels,8\nkite,1\n',
}

/**
 * Sets a vault up for a sample household: people, three kinds of rooms, files, an older content and something deleted.
 */
export async function furnish(household: Household): Promise<void> {
  const { origin, admin } = household
  const anonymous = createApi({ baseUrl: origin, fetch })
  await anonymous.call(ROUTES.system.setup, {
    body: { code: household.setupCode, ...admin, mainAccess: 'accounts' },
  })
  const { accessToken } = await anonymous.call(ROUTES.people.createToken, {
    body: { grant: 'password', ...admin, label: 'furnishing' },
  })
  const headers = { authorization: `Bearer ${accessToken}` }
  const api = createApi({ baseUrl: origin, fetch, headers: () => headers })
  for (const body of household.others) await api.call(ROUTES.people.createAccount, { body })
  await makeRooms(api, household.roomPassword)

  const put = async (path: string, body: BodyInit, conflict = 'keep'): Promise<void> => {
    const query = `path=${encodeURIComponent(path)}&conflict=${conflict}`
    const answer = await fetch(`${origin}/api/places/family/content?${query}`, { method: 'PUT', headers, body })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  for (const scene of SCENES) await put(scene.name, new Uint8Array(drawScene(scene)))
  for (const [path, text] of Object.entries(TEXTS)) await put(path, text)
  await put('Sea at night.wav', new Uint8Array(makeSeaSound(50)))
  await put('Packing list.csv', `${TEXTS['Packing list.csv']}sun cream,2\n`, 'replace')
  await put('Blurred.png', new Uint8Array(drawScene({ name: '', sky: '#777777', ground: '#555555', hill: '#666666' })))
  await deleteEntry(api, 'Blurred.png')
}

async function makeRooms(api: Api, password: string): Promise<void> {
  const rooms = [
    { name: 'Family', access: 'accounts', glaze: 'clay', icon: 'home' },
    { name: 'Grandparents', access: 'password', password, glaze: 'rose', icon: 'flower' },
    { name: 'Films', access: 'lan', glaze: 'plum', icon: 'clapperboard' },
  ] as const
  for (const body of rooms) await api.call(ROUTES.places.createRoom, { body })
}

async function deleteEntry(api: Api, name: string): Promise<void> {
  const { entries } = await api.call(ROUTES.entries.list, { params: { place: 'family' }, query: { limit: 1000 } })
  const ids = entries.filter((entry) => entry.name === name).map(({ id }) => id)
  await api.call(ROUTES.entries.bulk, {
    params: { place: 'family' },
    body: { action: 'trash', selector: { kind: 'ids', ids } },
  })
}
