import type { SourceToKeep } from '#lib/browser/transfers/keep-sources.ts'
import type { TransfersOfPerson } from './transfers-context.ts'

/**
 * Copies files that would be forgotten with the page, where the browser can. Their sending neither waits nor depends on
 * it. @returns how many have no copy because the device has no room
 */
export async function keepUntilSent(person: TransfersOfPerson, sources: readonly SourceToKeep[]): Promise<number> {
  const { name, store, transfers, isHere } = person
  if (sources.length === 0 || !store.persistent) return 0
  const [{ countFree, keepSources, openCopier }, { openSourceFolder }] = await Promise.all([
    import('#lib/browser/transfers/keep-sources.ts'),
    import('#lib/browser/transfers/source-folder.ts'),
  ])
  const folder = openSourceFolder(name)
  if (folder === null) return 0
  const copier = openCopier(name)
  const isWanted = (id: string) => {
    if (!isHere()) return false
    const state = transfers.getSnapshot().transfers.find((transfer) => transfer.id === id)?.state.kind
    return state !== 'done' && state !== 'cancelled'
  }
  try {
    return await keepSources(sources, { folder, copy: copier.copy, countFree, isWanted })
  } finally {
    copier.close()
    // Signed out while a copy was made: whoever forgets and whoever writes, one of the two sees the other.
    if (!isHere()) {
      const { deleteFolder } = await import('#lib/browser/sign-out/forget-person.ts')
      await deleteFolder(name, navigator.storage).catch(() => undefined)
    }
  }
}
