import { expect, test } from '@playwright/test'
import { buildPath } from '#lib/api/build-path.ts'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { allRoutes, ROUTES } from '#lib/contracts/http/routes.ts'
import { complaintOf, complaintsIn, type Gathering, gather, outcomeFor } from './support/gathering.ts'
import { beginUpload, PLACE_NAMES, uploadIdOf } from './support/household.ts'
import { type Identity, METRICS_TOKEN } from './support/identities.ts'
import { MATRIX, type Row, type Things, UPLOADS, uploadOutcome } from './support/matrix.ts'
import { type Proof, sendJson, takeTokens } from './support/people.ts'
import { outcomeOf, vaultOutcomeOf } from './support/permissions.ts'
import { type Answer, eachOf, send } from './support/wire.ts'

/**
 * Every route of the table before everybody who may stand there, in every kind of place, against tables written by
 * hand. What a route does once it lets somebody in is tested elsewhere: wherever it can be, the request is one that
 * fails behind the gate.
 */

let all: Gathering
let things: Omit<Things, 'placeId' | 'entryId'>
let uploads: ((typeof UPLOADS)[number] & { id: string })[]

test.beforeAll(async () => {
  test.setTimeout(120_000)
  all = await gather()
  const { house, proofOf } = all
  uploads = await eachOf(UPLOADS, 1, async (upload) => {
    const begun = await beginUpload(house.door, house.places[upload.place].id, proofOf(upload.owner))
    return { ...upload, id: uploadIdOf(begun) }
  })
  const stranger = { name: 'Otto', password: 'seven quiet rivers' }
  const { id } = await house.admin.call(ROUTES.people.createAccount, { body: { ...stranger, role: 'viewer' } })
  await takeTokens(house.door, stranger)
  const { sessions } = await house.admin.call(ROUTES.people.sessions, {})
  things = {
    uploadId: uploads[0]?.id ?? '',
    jobId: await beginJob(),
    viewerId: house.accountIds.viewer,
    sessionId: sessions.find(({ accountId }) => accountId === id)?.id ?? '',
  }
})

test.afterAll(() => all.house.vault.dispose())

/** A job of the editor, over by the time it is asked for. */
async function beginJob(): Promise<string> {
  const { door, editorProof, places } = all.house
  const { id, entryId } = places.yard
  const body = { action: 'copy', selector: { kind: 'ids', ids: [entryId] }, to: { place: id, path: '' } }
  const answer = await sendJson(door, 'POST', `/api/places/${id}/bulk`, body, editorProof)
  expect(answer.status, answer.text).toBe(202)
  return answer.json<{ id: string }>().id
}

interface Case {
  readonly identity: Identity
  readonly where: string
  readonly at: Things
  /** A code, or `yes` when the identity is let in. */
  readonly wanted: string
}

function casesOf(row: Row): Case[] {
  return all.identities.flatMap((identity) => casesFor(row.gate, identity))
}

function casesFor(gate: Row['gate'], identity: Identity): Case[] {
  const at: Things = { ...things, placeId: '', entryId: '' }
  const one = (wanted: string): Case[] => [{ identity, where: '', at, wanted }]
  switch (gate.kind) {
    case 'everybody':
      return one(outcomeFor(identity, () => 'yes'))
    case 'closed':
      return one(outcomeFor(identity, () => gate.code))
    case 'vault':
      return one(outcomeFor(identity, (person) => vaultOutcomeOf(person, gate.work)))
    case 'place':
      return PLACE_NAMES.map((place) => {
        const { id, entryId } = all.house.places[place]
        const wanted = outcomeFor(identity, (person) => outcomeOf(person, place, gate.work))
        return { identity, where: `in ${place}`, at: { ...at, placeId: id, entryId }, wanted }
      })
    case 'upload':
      return uploads.map((upload) => {
        const { label } = identity
        const wanted = outcomeFor(identity, (person) => uploadOutcome({ label, person }, upload, gate.act))
        return { identity, where: `of ${upload.owner}`, at: { ...at, uploadId: upload.id }, wanted }
      })
    case 'metrics': {
      const isMachine = identity.label === METRICS_TOKEN
      return one(isMachine ? 'yes' : outcomeFor(identity, (person) => vaultOutcomeOf(person, 'run the vault')))
    }
    case 'job':
      return one(outcomeFor(identity, (person) => (person === 'editor' ? 'yes' : 'not_found')))
  }
}

/** Credentials and an upload that may be used up. */
async function spendable({ identity, at, wanted }: Case, row: Row): Promise<{ proof: Proof; at: Things }> {
  const { door, places } = all.house
  if (row.spends === undefined || wanted !== 'yes') return { proof: identity.proof, at }
  if (row.spends === 'session') return { proof: await identity.fresh(), at }
  if (row.spends === 'grant') {
    // Only a guest of that very room has something to give back.
    const isGuest = /guest/.test(identity.label) && [places.studio.id, places.den.id].includes(at.placeId)
    return { proof: isGuest ? await identity.fresh() : identity.proof, at }
  }
  const upload = uploads.find(({ id }) => id === at.uploadId)
  if (upload === undefined) throw new Error('no such upload')
  const begun = await beginUpload(door, places[upload.place].id, all.proofOf(upload.owner))
  return { proof: identity.proof, at: { ...at, uploadId: uploadIdOf(begun) } }
}

function call(route: AnyRoute, row: Row, at: Things, proof: Proof): Promise<Answer> {
  const type = row.body === undefined ? {} : { 'content-type': 'application/json' }
  return send(all.house.door, {
    ...{ method: route.method, path: buildPath(route.path, row.params?.(at), row.query) },
    ...(row.body === undefined ? {} : { body: JSON.stringify(row.body) }),
    headers: { ...type, ...row.headers, ...proof },
  })
}

test('the table by hand knows every route, and no other', () => {
  const ids = allRoutes().map(({ id }) => id)
  expect(Object.keys(MATRIX).sort()).toEqual(ids.sort())
})

for (const route of allRoutes()) {
  test(`${route.method} ${route.path} lets in whom it should`, async () => {
    const row = MATRIX[route.id]
    if (row === undefined) throw new Error('not in the table by hand')
    const complaints = await eachOf(casesOf(row), 8, async (one) => {
      const { proof, at } = await spendable(one, row)
      const answer = await call(route, row, at, proof)
      const wanted = one.wanted === 'yes' ? row.yes : one.wanted
      return complaintOf(`${one.identity.label} ${one.where}`.trim(), answer, wanted, route.method)
    })
    expect(complaintsIn(complaints)).toEqual([])
  })
}
