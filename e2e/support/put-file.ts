import { ADMIN, tokenOf } from './people.ts'
import type { VaultProcess } from './vault-process.ts'

/** Puts one file into a place in one request. */
export async function putFile(
  vault: VaultProcess,
  path: string,
  text: string,
  options: { person?: { name: string; password: string }; conflict?: 'keep' | 'replace' } = {},
): Promise<void> {
  const query = new URLSearchParams({ path, conflict: options.conflict ?? 'keep' })
  const answer = await fetch(`${vault.origin}/api/places/main/content?${query}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await tokenOf(vault, options.person ?? ADMIN)}`,
      'content-type': 'text/plain',
    },
    body: text,
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
}
