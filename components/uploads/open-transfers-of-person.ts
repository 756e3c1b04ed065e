import type { Api } from '#lib/api/client.ts'
import { openBrowserStore } from '#lib/browser/db/open-browser-store.ts'
import { openTransfers } from '#lib/browser/transfers/open-transfers.ts'
import type { TransfersOfPerson } from './transfers-context.ts'

/** Opens store and transfers of one person. Loaded apart: no first paint waits for the engine. */
export async function openTransfersOfPerson(api: Api, name: string): Promise<TransfersOfPerson> {
  let isSending = () => false
  const onOutdated = () => {
    // A newer page took the database over. What is being sent goes on without it, for the vault keeps the bytes.
    if (!isSending()) window.location.reload()
  }
  const store = await openBrowserStore({ name, onOutdated, onBlocked: () => {} })
  const transfers = openTransfers({ api, store, name })
  isSending = () => transfers.getSnapshot().transfers.some(({ state }) => state.kind === 'running')
  return { name, transfers, store }
}
