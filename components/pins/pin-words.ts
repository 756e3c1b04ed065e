import type { Strings } from '#components/strings/en.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { isVerified, type PinRecord } from '#lib/core/pins/pin-record.ts'
import { type FolderStanding, pinPercent } from '#lib/core/pins/pin-summary.ts'
import { secondsLeft } from '#lib/core/transfers/speed.ts'
import { percentOf } from '#lib/core/transfers/summary.ts'
import type { PinsStrings } from './use-pins-strings.ts'

export interface PinWords {
  text: string
  tone: 'plain' | 'green' | 'amber' | 'red'
}

/** How a pin stands, in words. Green only when every byte on the device was compared. */
export function pinWords(
  pin: PinRecord,
  bytesPerSecond: number | null,
  words: PinsStrings,
  { errors }: Pick<Strings, 'errors'>,
): PinWords {
  const { state, storedBytes, target } = pin
  const percent = pinPercent(pin)
  switch (state.kind) {
    case 'queued':
      return { text: percent > 0 ? words.partly(storedBytes, target.sizeBytes) : words.queued, tone: 'plain' }
    case 'running': {
      const seconds = secondsLeft(target.sizeBytes - storedBytes, bytesPerSecond)
      return { text: (pin.kind === 'pin' ? words.pinning : words.saving)(percent, seconds), tone: 'plain' }
    }
    case 'verifying':
      return { text: words.verifying, tone: 'plain' }
    case 'paused':
      return { text: words.paused(percent), tone: 'plain' }
    case 'waiting':
      return { text: waitingWords(state, pin, words, errors), tone: 'amber' }
    case 'done':
      if (pin.isGone) return { text: words.gone, tone: 'amber' }
      if (pin.kind === 'download') return { text: words.saved, tone: 'green' }
      return isVerified(pin) ? { text: words.verified, tone: 'green' } : { text: words.updating, tone: 'plain' }
    case 'failed': {
      const own = words.failed(state.code, state.missingBytes)
      if (own !== null) return { text: own, tone: 'red' }
      const { sentence, advice } = errors.explain(new VaultError(isErrorCode(state.code) ? state.code : 'internal'))
      return { text: `${sentence} ${advice}`, tone: 'red' }
    }
  }
}

function waitingWords(
  state: Extract<PinRecord['state'], { kind: 'waiting' }>,
  { storedBytes, target }: PinRecord,
  words: PinsStrings,
  errors: Strings['errors'],
): string {
  switch (state.for) {
    case 'network':
      return words.network(storedBytes, target.sizeBytes)
    case 'password':
      return words.password
    case 'signIn':
      return words.signIn
    case 'retry':
      if (state.code === 'unavailable' || state.code === 'shutting_down') {
        return words.network(storedBytes, target.sizeBytes)
      }
      return words.retrying(errors.explain(new VaultError(state.code)).sentence)
  }
}

/** A folder stands as its worst file does. */
export function folderWords(
  folder: { isListed: boolean },
  standing: FolderStanding,
  seconds: number | null,
  words: PinsStrings,
): PinWords {
  const { phase, storedBytes, sizeBytes, count, verifiedCount } = standing
  if (phase === 'failed') return { text: words.someFailed(count - verifiedCount), tone: 'red' }
  if (phase === 'waiting') return { text: words.network(storedBytes, sizeBytes), tone: 'amber' }
  const percent = percentOf(false, storedBytes, sizeBytes)
  if (phase === 'paused') return { text: words.paused(percent), tone: 'plain' }
  if (phase === 'running') return { text: words.pinning(percent, seconds), tone: 'plain' }
  return folder.isListed ? { text: words.verified, tone: 'green' } : { text: words.listing, tone: 'plain' }
}
