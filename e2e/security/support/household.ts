import type { Api } from '#lib/api/client.ts'
import type { Access } from '#lib/contracts/http/common.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, apiOf, EDITOR, moveIn, VIEWER } from '../../support/people.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { bearer, type Person, type Proof, plainDoor, takeTokens } from './people.ts'
import { type Door, send } from './wire.ts'

/** An editor who is named in the room that is limited to names. */
export const MEMBER = { name: 'Ines', password: 'harbour lamp violet' } as const
export const STUDIO_PASSWORD = 'paint and paper'
export const DEN_PASSWORD = 'under the stairs'

/** One place of every kind that a permission can depend on; `mine` is the private room of the editor. */
export const PLACE_NAMES = ['porch', 'yard', 'den', 'studio', 'hall', 'cellar', 'shelf', 'mine'] as const
export type PlaceName = (typeof PLACE_NAMES)[number]

export interface Furnished {
  readonly id: string
  /** A file that the admin put there (in `mine`: the editor). */
  readonly entryId: string
  readonly entryName: string
  readonly folderId: string
}

export interface Household {
  readonly vault: VaultProcess
  readonly door: Door
  readonly admin: Api
  readonly adminProof: Proof
  readonly editorProof: Proof
  readonly places: Readonly<Record<PlaceName, Furnished>>
  readonly accountIds: Readonly<Record<'admin' | 'editor' | 'viewer' | 'member', string>>
}

interface RoomPlan {
  readonly access: Access
  readonly guestRole?: 'viewer' | 'editor'
  readonly password?: string
  readonly readOnly?: boolean
}

const ROOMS: Record<Exclude<PlaceName, 'mine' | 'cellar'>, RoomPlan> = {
  porch: { access: 'lan', guestRole: 'viewer' },
  yard: { access: 'lan', guestRole: 'editor' },
  den: { access: 'password', guestRole: 'viewer', password: DEN_PASSWORD },
  studio: { access: 'password', guestRole: 'editor', password: STUDIO_PASSWORD },
  hall: { access: 'accounts' },
  shelf: { access: 'lan', guestRole: 'editor', readOnly: true },
}

export const FOLDER_NAME = 'Papers'
const FILE_NAME = 'note.txt'

/** Moves in: four people, a place of every kind, a file and a folder in each. */
export async function furnish(vault: VaultProcess): Promise<Household> {
  const door = plainDoor(vault)
  const admin = await moveIn(vault)
  await admin.call(ROUTES.people.createAccount, { body: { ...MEMBER, role: 'editor' } })
  const { accounts } = await admin.call(ROUTES.people.accounts, {})
  const idOf = (person: Person): string => accounts.find(({ name }) => name === person.name)?.id ?? ''
  const accountIds = {
    ...{ admin: idOf(ADMIN), editor: idOf(EDITOR), viewer: idOf(VIEWER), member: idOf(MEMBER) },
  }
  const adminProof = bearer((await takeTokens(door, ADMIN)).accessToken)
  const editorProof = bearer((await takeTokens(door, EDITOR)).accessToken)

  const rooms: Record<string, RoomPlan & { memberIds?: string[] }> = {
    ...ROOMS,
    cellar: { access: 'names', memberIds: [accountIds.member] },
  }
  const places: Partial<Record<PlaceName, Furnished>> = {}
  for (const [name, plan] of Object.entries(rooms)) {
    const { readOnly = false, ...body } = plan
    const { id } = await admin.call(ROUTES.places.createRoom, { body: { name, ...body } })
    // A key of the record above.
    places[name as PlaceName] = await furnishPlace(door, id, adminProof)
    if (readOnly) await admin.call(ROUTES.places.changeRoom, { params: { place: id }, body: { readOnly } })
  }
  const { principal } = await (await apiOf(vault, EDITOR)).call(ROUTES.system.session, {})
  if (principal.kind !== 'account') throw new Error('the editor is not signed in')
  places.mine = await furnishPlace(door, principal.personalPlaceId, editorProof)
  // Filled for every name by the loop and the line above.
  return { vault, door, admin, adminProof, editorProof, places: places as Record<PlaceName, Furnished>, accountIds }
}

/** Whether the vault still answers, and still knows who asks. */
export async function isAlive({ door, adminProof }: Household): Promise<boolean> {
  const session = await send(door, { method: 'GET', path: '/api/session', headers: adminProof })
  return session.status === 200 && session.json<{ principal: { kind: string } }>().principal.kind === 'account'
}

async function furnishPlace(door: Door, id: string, proof: Proof): Promise<Furnished> {
  const folder = await send(door, {
    ...{ method: 'POST', path: `/api/places/${id}/folders` },
    headers: { 'content-type': 'application/json', ...proof },
    body: JSON.stringify({ name: FOLDER_NAME }),
  })
  if (folder.status !== 201) throw new Error(`no folder: ${folder.status} ${folder.text}`)
  const entryId = await putFile(door, id, FILE_NAME, `the note of ${id}`, proof)
  return { id, entryId, entryName: FILE_NAME, folderId: folder.json<{ id: string }>().id }
}

/** Uploads one file in one request. @returns the id of its entry */
export async function putFile(
  door: Door,
  placeId: string,
  path: string,
  content: string | Uint8Array,
  proof: Proof,
  type = 'application/octet-stream',
): Promise<string> {
  const answer = await send(door, {
    ...{ method: 'PUT', path: `/api/places/${placeId}/content?path=${encodeURIComponent(path)}`, body: content },
    headers: { 'content-type': type, ...proof },
  })
  if (answer.status !== 201) throw new Error(`${path} was not taken: ${answer.status} ${answer.text}`)
  return answer.json<{ entry: { id: string } }>().entry.id
}

/** `Upload-Metadata` of tus: base64 values. */
export function tusMetadata(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

/** Begins an upload that waits for its bytes. */
export function beginUpload(
  door: Door,
  placeId: string,
  proof: Proof,
  options: { filename?: string; lengthBytes?: number } = {},
): ReturnType<typeof send> {
  const { filename = 'film.bin', lengthBytes = 10 } = options
  return send(door, {
    ...{ method: 'POST', path: '/api/uploads' },
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(lengthBytes),
      'upload-metadata': tusMetadata({ place: placeId, filename }),
      ...proof,
    },
  })
}

/** The id of the upload that an answer to a creation tells of. */
export function uploadIdOf(answer: {
  headers: { location?: string | undefined }
  status: number
  text: string
}): string {
  const id = answer.headers.location?.split('/').at(-1)
  if (id === undefined) throw new Error(`no upload: ${answer.status} ${answer.text}`)
  return id
}
