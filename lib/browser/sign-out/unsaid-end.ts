const NOTE = 'hearth-unsaid-end'
const LOCK = 'hearth-saying-end'

/**
 * Whether somebody signed out here while the vault was out of reach. Nothing of them is left on the device but the cookie
 * of their session, which no script can take away: so the vault is told before it is asked anything else.
 */
export function isEndUnsaid(storage: () => Storage): boolean {
  try {
    return storage().getItem(NOTE) !== null
  } catch {
    return false
  }
}

/** @throws DOMException where the browser keeps nothing: then nobody may be promised that it will be said */
export function noteUnsaidEnd(storage: () => Storage): void {
  storage().setItem(NOTE, '')
}

/**
 * Tells the vault, if that is still to be done. One tab at a time: a second one that comes too late would end the
 * session of whoever signed in meanwhile.
 * @throws whatever `signOut` throws; then it stays to be said
 */
export async function sayEnd(
  signOut: () => Promise<void>,
  { storage, locks }: { storage: () => Storage; locks: Pick<LockManager, 'request'> | undefined },
): Promise<void> {
  const say = async () => {
    if (!isEndUnsaid(storage)) return
    await signOut()
    storage().removeItem(NOTE)
  }
  if (locks !== undefined) return locks.request(LOCK, say)
  // Without locks (plain http) at least all that this page asks wait for one and the same.
  underWay ??= say().finally(() => {
    underWay = null
  })
  await underWay
}

let underWay: Promise<void> | null = null
