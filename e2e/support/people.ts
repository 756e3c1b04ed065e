import { type Api, createApi } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { VaultProcess } from './vault-process.ts'

export const ADMIN = { name: 'Rowan', password: 'correct horse battery' } as const
export const EDITOR = { name: 'Mila', password: 'staple candle river' } as const
export const VIEWER = { name: 'Theo', password: 'lantern orchard nine' } as const

/** The typed client of a program, with a bearer token when somebody is named. */
export async function apiOf(vault: VaultProcess, person?: { name: string; password: string }): Promise<Api> {
  const anonymous = createApi({ baseUrl: vault.origin, fetch })
  if (person === undefined) return anonymous
  const accessToken = await tokenOf(vault, person)
  return createApi({ baseUrl: vault.origin, fetch, headers: () => ({ authorization: `Bearer ${accessToken}` }) })
}

export async function tokenOf(vault: VaultProcess, person: { name: string; password: string }): Promise<string> {
  const { accessToken } = await createApi({ baseUrl: vault.origin, fetch }).call(ROUTES.people.createToken, {
    body: { grant: 'password', name: person.name, password: person.password, label: 'tests' },
  })
  return accessToken
}

/** Claims a fresh vault for the admin and adds an editor and a viewer. @returns the admin's client */
export async function moveIn(vault: VaultProcess): Promise<Api> {
  const anonymous = await apiOf(vault)
  await anonymous.call(ROUTES.system.setup, { body: { code: vault.setupCode(), ...ADMIN, mainAccess: 'accounts' } })
  const admin = await apiOf(vault, ADMIN)
  await admin.call(ROUTES.people.createAccount, { body: { ...EDITOR, role: 'editor' } })
  await admin.call(ROUTES.people.createAccount, { body: { ...VIEWER, role: 'viewer' } })
  return admin
}
