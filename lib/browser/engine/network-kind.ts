/** The part of the Network Information API that is used here; TypeScript's DOM library has none of it. */
interface ConnectionLike extends EventTarget {
  readonly type?: string
}

/** Networks that are usually paid by the byte. */
const MOBILE = new Set(['cellular', 'wimax'])

function connectionOf(navigator: object): ConnectionLike | null {
  const { connection } = navigator as { connection?: ConnectionLike }
  return connection?.type === undefined ? null : connection
}

/** Whether the device is on a mobile network; null where the browser does not tell: Android's Chromium does. */
export function isOnMobileNetwork(navigator: object): boolean | null {
  const connection = connectionOf(navigator)
  return connection === null ? null : MOBILE.has(connection.type ?? '')
}

/** Calls back when the device changes to another network. @returns how to stop */
export function watchNetworkKind(navigator: object, changed: () => void): () => void {
  const connection = connectionOf(navigator)
  connection?.addEventListener('change', changed)
  return () => connection?.removeEventListener('change', changed)
}
