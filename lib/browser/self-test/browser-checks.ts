import { deleteDB, openDB } from 'idb'
import { absent, type CheckResult, failed, ok, warn, wordsOf } from './check.ts'

const NAME = 'hearth-self-test'
const PROBE_BYTES = 64 * 1024
const LOW_BYTES = 1e9

export async function lookAtSecurity(): Promise<CheckResult> {
  return window.isSecureContext ? ok() : failed('insecure')
}

/** A click through a warning leaves a page that looks secure, and no worker: only a real registration tells. */
export async function lookAtWorker(): Promise<CheckResult> {
  if (!('serviceWorker' in navigator)) return window.isSecureContext ? warn('missing') : failed('insecure')
  try {
    const registration = await navigator.serviceWorker.register('/self-test-worker.js', { scope: '/self-test-worker/' })
    await registration.unregister()
    return ok()
  } catch (error) {
    return failed('refused', { text: wordsOf(error) })
  }
}

export async function lookAtDatabase(): Promise<CheckResult> {
  try {
    const database = await openDB(NAME, 1, { upgrade: (made) => void made.createObjectStore('probes') })
    try {
      const sent = crypto.getRandomValues(new Uint8Array(PROBE_BYTES))
      await database.put('probes', new Blob([sent]), 'probe')
      const kept: unknown = await database.get('probes', 'probe')
      const bytes = kept instanceof Blob ? new Uint8Array(await kept.arrayBuffer()) : new Uint8Array()
      return isSame(sent, bytes) ? ok() : failed('differs')
    } finally {
      database.close()
      await deleteDB(NAME)
    }
  } catch (error) {
    return failed('refused', { text: wordsOf(error) })
  }
}

export async function lookAtFiles(): Promise<CheckResult> {
  if (typeof navigator.storage?.getDirectory !== 'function') return window.isSecureContext ? absent() : warn('insecure')
  try {
    const root = await navigator.storage.getDirectory()
    const handle = await root.getFileHandle(NAME, { create: true })
    try {
      // Older Safari writes in workers alone.
      if (typeof handle.createWritable !== 'function') return ok()
      const sent = crypto.getRandomValues(new Uint8Array(PROBE_BYTES))
      const writable = await handle.createWritable()
      await writable.write(sent)
      await writable.close()
      const kept = new Uint8Array(await (await handle.getFile()).arrayBuffer())
      return isSame(sent, kept) ? ok() : failed('differs')
    } finally {
      await root.removeEntry(NAME)
    }
  } catch (error) {
    return failed('refused', { text: wordsOf(error) })
  }
}

export async function lookAtStorage(): Promise<CheckResult> {
  if (typeof navigator.storage?.estimate !== 'function') return window.isSecureContext ? absent() : warn('insecure')
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  const number = Math.max(0, quota - usage)
  if (number < LOW_BYTES) return warn('low', { number })
  // Whether it stays is asked for when something is kept; most browsers say no until then.
  const isKept = (await navigator.storage.persisted?.()) ?? false
  return isKept ? ok({ number }) : { state: 'ok', outcome: 'temporary', number }
}

export async function lookAtLocks(): Promise<CheckResult> {
  if (!('locks' in navigator)) return window.isSecureContext ? absent() : warn('insecure')
  const isHeld = await navigator.locks.request(NAME, async (lock) => lock !== null)
  return isHeld ? ok() : failed('refused', { text: '' })
}

/** Makes an offer and sends it to nobody. */
export async function lookAtPeers(): Promise<CheckResult> {
  if (typeof RTCPeerConnection !== 'function') return absent()
  const connection = new RTCPeerConnection()
  try {
    connection.createDataChannel(NAME)
    const { sdp } = await connection.createOffer()
    return sdp === undefined || sdp === '' ? failed('refused', { text: '' }) : ok()
  } catch (error) {
    return failed('refused', { text: wordsOf(error) })
  } finally {
    connection.close()
  }
}

export async function lookAtSharing(): Promise<CheckResult> {
  if (typeof navigator.share !== 'function') return absent()
  const file = new File(['x'], 'x.txt', { type: 'text/plain' })
  return navigator.canShare?.({ files: [file] }) ? ok() : warn('missing')
}

export async function lookAtCasting(): Promise<CheckResult> {
  const video = document.createElement('video')
  return 'remote' in video || 'webkitShowPlaybackTargetPicker' in video || 'PresentationRequest' in window
    ? ok()
    : absent()
}

export function isSame(sent: Uint8Array, got: Uint8Array): boolean {
  return sent.byteLength === got.byteLength && sent.every((byte, index) => byte === got[index])
}
