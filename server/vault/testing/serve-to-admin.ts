import { randomBytes } from 'node:crypto'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, MILA, serveHouse } from '#server/features/chat/testing/serve-house.ts'

export type AdminHouse = Awaited<ReturnType<typeof serveToAdmin>>

/** A served house whose admin is signed in, and who made an account for Mila, a viewer. */
export async function serveToAdmin() {
  const house = await serveHouse()
  const proof = await house.signIn(ADMIN)
  const api = house.apiOf(proof)
  await api.call(ROUTES.people.createAccount, { body: { ...MILA, role: 'viewer' } })
  return {
    ...house,
    proof,
    api,
    get: (path: string, headers: Record<string, string> = proof) => fetch(`${house.origin}${path}`, { headers }),
    put: (name: string, sizeBytes: number) =>
      fetch(`${house.origin}/api/places/main/content?path=${name}`, {
        method: 'PUT',
        body: new Uint8Array(randomBytes(sizeBytes)),
        headers: { ...proof, 'content-type': 'application/octet-stream' },
      }),
  }
}
