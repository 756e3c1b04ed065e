import { systemRoutes } from '#lib/contracts/http/system.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { isSame } from './browser-checks.ts'
import { type CheckContext, type CheckResult, failed, ok, warn, wordsOf } from './check.ts'
import { fetchProbe, type ProbeFile, removeProbe, sendProbe } from './probe-file.ts'

const SIZE_BYTES = 1_000_000
const RANGE = [1_000, 1_999] as const

export interface FileResults {
  upload: CheckResult
  download: CheckResult
  range: CheckResult
}

/** A small file of noise goes into the own private room, comes back whole and in part, and is put away. */
export async function lookAtTransfers(context: CheckContext): Promise<FileResults> {
  const { principal } = await context.api.call(systemRoutes.session, { signal: context.signal })
  if (principal.kind !== 'account') {
    return { upload: warn('signed_out'), download: warn('signed_out'), range: warn('signed_out') }
  }
  const bytes = noise(SIZE_BYTES)
  const name = `Hearth self-test ${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}.bin`
  const startedAt = performance.now()
  let probe: ProbeFile
  try {
    probe = await sendProbe(context, { placeId: principal.personalPlaceId, name }, bytes)
  } catch (error) {
    if (context.signal.aborted) throw error
    return { upload: refusal(error), download: warn('nothing_sent'), range: warn('nothing_sent') }
  }
  const seconds = (performance.now() - startedAt) / 1000
  const isWhole = probe.sha256 === null || [null, probe.sha256].includes(await sha256Of(bytes))
  const results: FileResults = {
    upload: isWhole ? ok({ number: bytes.byteLength / seconds }) : failed('differs'),
    download: warn('nothing_sent'),
    range: warn('nothing_sent'),
  }
  try {
    results.download = await downloadAgain(context, probe, bytes)
    results.range = await readRange(context, probe, bytes)
  } finally {
    await removeProbe(context, probe).catch(() => {
      results.upload = warn('left_behind', { text: name })
    })
  }
  return results
}

async function downloadAgain(context: CheckContext, probe: ProbeFile, sent: Uint8Array): Promise<CheckResult> {
  try {
    const startedAt = performance.now()
    const { bytes } = await fetchProbe(context, probe)
    const number = bytes.byteLength / ((performance.now() - startedAt) / 1000)
    return isSame(sent, bytes) ? ok({ number }) : failed('differs')
  } catch (error) {
    if (context.signal.aborted) throw error
    return refusal(error)
  }
}

async function readRange(context: CheckContext, probe: ProbeFile, sent: Uint8Array): Promise<CheckResult> {
  const [first, last] = RANGE
  try {
    const { status, range, bytes } = await fetchProbe(context, probe, RANGE)
    if (status !== 206) return failed('ignored', { number: status })
    const isRight = range === `bytes ${first}-${last}/${sent.byteLength}` && isSame(sent.slice(first, last + 1), bytes)
    return isRight ? ok() : failed('differs')
  } catch (error) {
    if (context.signal.aborted) throw error
    return refusal(error)
  }
}

/** The code says more than the browser's words for a connection that broke. */
const refusal = (error: unknown) =>
  failed('refused', { text: error instanceof VaultError ? error.code : wordsOf(error) })

/** The random source gives 64 KiB at a time. */
function noise(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes)
  for (let from = 0; from < sizeBytes; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536))
  return bytes
}

/** Null on a page without a secure context, where nothing hashes; the bytes are compared in any case. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (crypto.subtle === undefined) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
