import type { Page } from '@playwright/test'
import type { VaultProcess } from '../../support/vault-process.ts'

/** What the vault sent so far, for requests of bytes. */
export async function countContentRequests(vault: VaultProcess, token: string): Promise<number> {
  const answer = await fetch(`${vault.origin}/api/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const text = await answer.text()
  return [...text.matchAll(/^hearth_http_requests_total\{[^}]*route="files\.content"[^}]*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  )
}

/** The chunks that are marked as kept, from the store of the person. */
export async function countMarkedChunks(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('hearth-account-')) ?? {}
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name ?? '')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const sets = await new Promise<Uint8Array[]>((resolve) => {
      const request = db.transaction('chunks').objectStore('chunks').getAll()
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    return sets.flatMap((set) => [...set]).reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  })
}
