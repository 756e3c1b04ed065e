import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { failureOfAnswer, failureOfSilence } from '../transfers/upload-failure.ts'

/** What stopped a fetch, as the machine of pins wants to hear it. */
export type FetchFailure = Extract<
  PinEvent,
  { kind: 'networkLost' | 'serverError' | 'needsPassword' | 'needsSignIn' | 'storageFull' | 'targetLost' | 'bytesBad' }
>

/** Carries the event for the machine through promises. */
export class FetchError extends Error {
  readonly failure: FetchFailure

  constructor(failure: FetchFailure, cause?: unknown) {
    super(failure.kind === 'serverError' ? failure.code : failure.kind, cause === undefined ? undefined : { cause })
    this.name = 'FetchError'
    this.failure = failure
  }
}

/** An answer of the vault that is not what was asked for. */
export async function failureOfResponse(response: Response): Promise<FetchFailure> {
  const retryAfter = response.headers.get('retry-after')
  const failure = failureOfAnswer({
    status: response.status,
    body: await response.text().catch(() => ''),
    retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
  })
  return isOfFetch(failure) ? failure : { kind: 'serverError', code: 'unavailable', retryable: true }
}

/** A request that had no answer, or whose answer broke off. */
export function failureOfBreak(isOnline: boolean): FetchFailure {
  const failure = failureOfSilence(isOnline)
  return isOfFetch(failure) ? failure : { kind: 'networkLost' }
}

/** What a device says when it cannot take the bytes. */
export function failureOfDisk(error: unknown, missingBytes: number | null): FetchFailure {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { kind: 'storageFull', missingBytes }
  // Another worker of this person has the file open for a moment longer: it was told to stop.
  return { kind: 'serverError', code: 'unavailable', retryable: true }
}

function isOfFetch(failure: { kind: string }): failure is FetchFailure {
  return ['networkLost', 'serverError', 'needsPassword', 'needsSignIn'].includes(failure.kind)
}
