import { expect, test } from '@playwright/test'
import { complaintsIn, type Gathering, gather, outcomeFor } from './support/gathering.ts'
import { beginUpload, type Furnished, PLACE_NAMES, type PlaceName, putFile, uploadIdOf } from './support/household.ts'
import { type Proof, sendJson } from './support/people.ts'
import { outcomeOf } from './support/permissions.ts'
import { dishonestyOf, eachOf, send } from './support/wire.ts'

/**
 * Routes whose target stands in the body or the metadata: what they do, not what they answer, must follow the tables by
 * hand. Beside them what nobody may learn or disturb.
 */

const TUS = { 'tus-resumable': '1.0.0' }
const STREAM = { ...TUS, 'content-type': 'application/offset+octet-stream' }

let all: Gathering

test.beforeAll(async () => {
  test.setTimeout(120_000)
  all = await gather()
})

test.afterAll(() => all.house.vault.dispose())

const everywhere = () => all.identities.flatMap((identity) => PLACE_NAMES.map((place) => ({ identity, place })))

test('nobody is told of a place that is not theirs to know', async () => {
  const { house, identities } = all
  const complaints = await eachOf(identities, 8, async (identity) => {
    const answer = await send(house.door, { method: 'GET', path: '/api/places', headers: identity.proof })
    if (identity.is.kind === 'refused')
      return answer.code === identity.is.code ? null : `${identity.label}: ${answer.text}`
    const listed = new Set(answer.json<{ places: { id: string }[] }>().places.map(({ id }) => id))
    const seen = PLACE_NAMES.filter((place) => listed.has(house.places[place].id))
    const wanted = PLACE_NAMES.filter(
      (place) => outcomeFor(identity, (person) => outcomeOf(person, place, 'see')) === 'yes',
    )
    return seen.join() === wanted.join() ? null : `${identity.label} sees ${seen}, not ${wanted}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a search finds nothing where the searcher may not enter', async () => {
  const { door, places } = all.house
  const complaints = await eachOf(all.identities, 8, async (identity) => {
    const answer = await send(door, { method: 'GET', path: '/api/search?q=papers&limit=100', headers: identity.proof })
    if (identity.is.kind === 'refused')
      return answer.code === identity.is.code ? null : `${identity.label}: ${answer.text}`
    const found = new Set(answer.json<{ entries: { placeId: string }[] }>().entries.map(({ placeId }) => placeId))
    const seen = PLACE_NAMES.filter((place) => found.has(places[place].id))
    const wanted = PLACE_NAMES.filter(
      (place) => outcomeFor(identity, (person) => outcomeOf(person, place, 'look')) === 'yes',
    )
    return seen.join() === wanted.join() ? null : `${identity.label} finds in ${seen}, not in ${wanted}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a locked room tells its name and nothing of what is inside', async () => {
  const { door, places } = all.house
  const answer = await send(door, { method: 'GET', path: `/api/places/${places.den.id}` })
  expect(answer.json()).toMatchObject({ locked: true, entryCount: null, sizeBytes: null, unlockedUntil: null })
})

test('an upload begins only where its sender may put something, whatever the metadata says', async () => {
  const { door, places } = all.house
  const complaints = await eachOf(everywhere(), 8, async ({ identity, place }) => {
    const answer = await beginUpload(door, places[place].id, identity.proof)
    const may = outcomeFor(identity, (person) => outcomeOf(person, place, 'change'))
    // Somebody must be able to come back for it as the same. A browser gets its device from GET /api/session.
    const isNameless = Object.keys(identity.proof).length === 0 || identity.is.kind === 'over'
    const nameless = identity.is.kind === 'over' ? 'session_ended' : 'not_signed_in'
    const wanted = may === 'yes' && isNameless ? nameless : may
    const outcome = answer.status === 201 ? 'yes' : answer.code
    if (outcome === 'yes') await cancel(uploadIdOf(answer), identity.proof)
    return outcome === wanted ? null : `${identity.label} in ${place}: ${answer.status} ${outcome}, not ${wanted}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a browser that was never here uploads where guests may, and comes back as the same', async () => {
  const { door, places } = all.house
  const hello = await send(door, { method: 'GET', path: '/api/session' })
  const cookie = (hello.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
  const proof = { cookie, origin: `http://localhost:${door.port}` }
  const id = uploadIdOf(await beginUpload(door, places.yard.id, proof))
  expect((await send(door, { method: 'HEAD', path: `/api/uploads/${id}`, headers: { ...TUS, ...proof } })).status).toBe(
    200,
  )
  expect((await send(door, { method: 'HEAD', path: `/api/uploads/${id}`, headers: TUS })).status).toBe(404)
})

test('a file is deleted only by whom the table says', async () => {
  const complaints = await eachOf(everywhere(), 4, async ({ identity, place }) => {
    const { id } = all.house.places[place]
    const may = outcomeFor(identity, (person) => outcomeOf(person, place, 'delete any')) === 'yes'
    const victim = await victimIn(place)
    const what = `${identity.label} in ${place}`
    const dishonesty = await bulk(id, { action: 'trash', selector: { kind: 'ids', ids: [victim] } }, identity.proof)
    if (dishonesty !== null) return `${what}: ${dishonesty}`
    return (await isListed(place, victim)) === may ? `${what} ${may ? 'could not' : 'could'} delete` : null
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('a guest deletes own files and no others', async () => {
  const { door, places, adminProof } = all.house
  const guest = all.proofOf('a guest by grant')
  const own = await putFile(door, places.studio.id, 'own.txt', 'own', guest)
  const others = await putFile(door, places.studio.id, 'of the admin.txt', 'other', adminProof)
  const ofAGuest = await putFile(door, places.studio.id, 'of a guest.txt', 'guest', all.proofOf('a guest by cookie'))
  const ids = [own, others, ofAGuest]
  expect(await bulk(places.studio.id, { action: 'trash', selector: { kind: 'ids', ids } }, guest)).toBeNull()
  expect(await Promise.all(ids.map((id) => isListed('studio', id)))).toEqual([false, true, true])
})

test('nothing is carried into or out of a place by a way around its door', async () => {
  const { yard, cellar, mine, shelf, den, porch } = all.house.places
  const ways = [
    // Out of a room that one does not know, named by the ids of its entries.
    { who: 'an editor', ids: [cellar.entryId], to: yard.id },
    { who: 'an admin', ids: [mine.entryId], to: yard.id },
    { who: 'a guest by grant', ids: [den.entryId], to: yard.id },
    // Into rooms that one may not change.
    { who: 'an editor', ids: [yard.entryId], to: cellar.id },
    { who: 'an editor', ids: [yard.entryId], to: shelf.id },
    { who: 'a guest by grant', ids: [yard.entryId], to: den.id },
    { who: 'a viewer', ids: [yard.entryId], to: porch.id },
  ]
  const counts = () => Promise.all([yard, cellar, shelf, den, porch].map(countIn))
  for (const action of ['copy', 'move'] as const) {
    for (const { who, ids, to } of ways) {
      const before = await counts()
      const body = { action, selector: { kind: 'ids', ids }, to: { place: to, path: '' } }
      expect(await bulk(yard.id, body, all.proofOf(who)), `${who} ${action}`).toBeNull()
      expect(await counts(), `${who} ${action}`).toEqual(before)
    }
  }
  expect(await isListed('mine', mine.entryId)).toBe(true)
})

test('an admin opens a private room by an explicit act, which is one session’s and only a look', async () => {
  const { door, places, accountIds } = all.house
  const look = (headers: Proof) => send(door, { method: 'GET', path: `/api/files/${places.mine.entryId}`, headers })
  const opener = await all.identityOf('an admin').fresh()
  const path = `/api/accounts/${accountIds.editor}/personal/open`
  const opened = await send(door, { method: 'POST', path, headers: opener })
  expect(opened.status, opened.text).toBe(200)
  expect((await look(opener)).status).toBe(200)
  expect((await look(all.proofOf('an admin'))).code).toBe('not_found')
  expect((await look(all.proofOf('a named member'))).code).toBe('not_found')
  const change = await sendJson(door, 'POST', `/api/places/${places.mine.id}/folders`, { name: 'not mine' }, opener)
  expect(change.code).toBe('forbidden')
})

test('whoever meddles with the upload of another is told there is none, and its owner goes on undisturbed', async () => {
  const { door, places } = all.house
  const owner = all.proofOf('an editor')
  const path = `/api/uploads/${uploadIdOf(await beginUpload(door, places.hall.id, owner, { lengthBytes: 10 }))}`
  const strangers = ['a viewer', 'a named member', 'a viewer by cookie'].map(all.proofOf)
  const meddle = (method: string, headers: Record<string, string>, body = '') =>
    Promise.all(strangers.map((proof) => send(door, { method, path, headers: { ...headers, ...proof }, body })))
  const patch = (offset: number, body: string) =>
    send(door, { method: 'PATCH', path, body, headers: { ...STREAM, 'upload-offset': String(offset), ...owner } })

  const [half, ...during] = await Promise.all([
    patch(0, 'half '),
    meddle('HEAD', TUS),
    meddle('DELETE', TUS),
    meddle('PATCH', { ...STREAM, 'upload-offset': '5' }, 'EVIL!'),
  ])
  expect(half.status, half.text).toBe(204)
  expect(during.flat().map(({ status }) => status)).toEqual(Array(9).fill(404))
  const rest = await patch(5, 'whole')
  expect(rest.status, rest.text).toBe(204)
  const result = await send(door, { method: 'GET', path: `${path}/result`, headers: owner })
  const { entryId } = result.json<{ entryId: string }>()
  const back = await send(door, { method: 'GET', path: `/api/files/${entryId}/content`, headers: owner })
  expect(back.text).toBe('half whole')
})

test('a list of uploads holds the own ones and no others', async () => {
  const { door, places } = all.house
  const owners = {
    'an editor': places.hall.id,
    'a guest by grant': places.studio.id,
    'a guest by cookie': places.yard.id,
  }
  const ids = new Map<string, string>()
  for (const [owner, place] of Object.entries(owners)) {
    ids.set(uploadIdOf(await beginUpload(door, place, all.proofOf(owner))), owner)
  }
  const complaints = await eachOf(all.identities, 8, async ({ label, proof, is }) => {
    if (is.kind === 'refused') return null
    const answer = await send(door, { method: 'GET', path: '/api/uploads', headers: proof })
    const listed = answer.json<{ uploads: { id: string }[] }>().uploads
    const seen = [...new Set(listed.map(({ id }) => ids.get(id)).filter((owner) => owner !== undefined))]
    const wanted = label === 'an editor by cookie' ? ['an editor'] : label in owners ? [label] : []
    return seen.join() === wanted.join() ? null : `${label} sees those of ${seen}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

const cancel = (id: string, proof: Proof) =>
  send(all.house.door, { method: 'DELETE', path: `/api/uploads/${id}`, headers: { ...TUS, ...proof } })

/** Sends a bulk action and waits for its end. @returns what its answer does wrong */
async function bulk(placeId: string, body: unknown, proof: Proof): Promise<string | null> {
  const { door } = all.house
  const answer = await sendJson(door, 'POST', `/api/places/${placeId}/bulk`, body, proof)
  if (answer.status !== 202) return dishonestyOf(answer)
  const path = `/api/jobs/${answer.json<{ id: string }>().id}`
  const stateOf = async () =>
    (await send(door, { method: 'GET', path, headers: proof })).json<{ state: string }>().state
  await expect.poll(stateOf).not.toMatch(/queued|running/)
  return null
}

/** Whose look counts: the owner's in the private room, the admin's elsewhere. */
const lookerIn = (place: PlaceName): Proof => (place === 'mine' ? all.house.editorProof : all.house.adminProof)

let victims = 0

/** A fresh file; in the read-only room the one that is there. */
async function victimIn(place: PlaceName): Promise<string> {
  const { id, entryId } = all.house.places[place]
  return place === 'shelf' ? entryId : putFile(all.house.door, id, `victim ${victims++}.txt`, 'x', lookerIn(place))
}

async function isListed(place: PlaceName, entryId: string): Promise<boolean> {
  const path = `/api/places/${all.house.places[place].id}/entries?limit=1000`
  const answer = await send(all.house.door, { method: 'GET', path, headers: lookerIn(place) })
  return answer.json<{ entries: { id: string }[] }>().entries.some(({ id }) => id === entryId)
}

async function countIn({ id }: Furnished): Promise<number> {
  const { door, adminProof } = all.house
  const answer = await send(door, { method: 'GET', path: `/api/places/${id}/entries`, headers: adminProof })
  return answer.json<{ total: { count: number } }>().total.count
}
