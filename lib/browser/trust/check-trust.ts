import { lookAtWorker } from '../self-test/browser-checks.ts'

/**
 * Whether this page is as secure as an app needs it: `untrusted` is a page behind a warning that was clicked away, which
 * calls itself secure and yet gets no worker; `workerless` a browser that has none, as private windows of some.
 */
export type TrustState = 'secure' | 'insecure' | 'untrusted' | 'workerless'

/** Registers a worker, for only that proves it. */
export async function checkTrust(): Promise<TrustState> {
  const { state, outcome } = await lookAtWorker()
  if (state === 'ok') return 'secure'
  if (outcome === 'insecure') return 'insecure'
  return outcome === 'missing' ? 'workerless' : 'untrusted'
}

/** The page on plain http with the steps; its port comes along in the address, for nothing else here knows it. */
export function stepsAddress(location: Pick<Location, 'hostname' | 'search'>): string | null {
  const port = Number(new URLSearchParams(location.search).get('http'))
  return Number.isInteger(port) && port > 0 && port < 65_536 ? `http://${location.hostname}:${port}/trust` : null
}

/** An address, unlike a name, may be another one tomorrow. */
export function isAddress(hostname: string): boolean {
  return /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
}
