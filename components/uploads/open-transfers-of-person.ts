import type { Api } from '#lib/api/client.ts'
import { openBrowserStore } from '#lib/browser/db/open-browser-store.ts'
import type { Allowances } from '#lib/browser/engine/allowances.ts'
import { finishClaims } from '#lib/browser/share/give-share.ts'
import { openInbox } from '#lib/browser/share/open-inbox.ts'
import { watchDepartures } from '#lib/browser/sign-out/departures.ts'
import { isLeaving } from '#lib/browser/sign-out/leaving.ts'
import { openTransfers } from '#lib/browser/transfers/open-transfers.ts'
import { openSourceFolder } from '#lib/browser/transfers/source-folder.ts'
import type { TransfersOfPerson } from './transfers-context.ts'

/** Opens store and transfers of one person. Loaded apart: no first paint waits for the engine. */
export async function openTransfersOfPerson(
  api: Api,
  name: string,
  allowances: Allowances,
): Promise<TransfersOfPerson> {
  const isHere = watchDepartures(() => window.localStorage)
  let isSending = () => false
  const onOutdated = () => {
    // A newer page took the database over. What is being sent goes on without it, for the vault keeps the bytes.
    if (!isSending() && !isLeaving()) window.location.reload()
  }
  const store = await openBrowserStore({ name, onOutdated, onBlocked: () => {} })
  const transfers = openTransfers({ api, store, name, allowances })
  isSending = () => transfers.getSnapshot().transfers.some(({ state }) => state.kind === 'running')
  const person = { name, transfers, store, isHere }
  void goOnWithShares(person).catch(() => undefined)
  return person
}

/** What was shared and given to this person when the browser died; and what nobody wanted for too long goes. */
async function goOnWithShares({ name, transfers, store, isHere }: TransfersOfPerson): Promise<void> {
  const inbox = openInbox()
  const sources = openSourceFolder(name)
  if (inbox && sources) await finishClaims(inbox, { storeName: name, store, transfers, sources, isHere })
  await inbox?.sweep()
}
