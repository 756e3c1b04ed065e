'use client'

import { useAction } from '#components/shell/use-action.ts'
import { codeOf, type ExplainedError, retryAfterSeconds } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { placeRoutes } from '#lib/contracts/http/places.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { PLACES_KEY } from './use-places.ts'

export interface Unlock {
  open: (password: string) => void
  isPending: boolean
  error: unknown
  failure: ExplainedError | null
  /** The password was wrong, as against locked out or out of reach. */
  isWrong: boolean
}

/** Opens a room for an hour. The list and the room are asked again afterwards, and the door gives way. */
export function useUnlock(placeId: string): Unlock {
  const strings = useStrings()
  const action = useAction({
    call: (api, password: string) =>
      api.call(placeRoutes.unlock, { params: { place: placeId }, body: { password, grantIn: 'cookie' } }),
    changes: [PLACES_KEY],
  })
  const failure = lockedOut(action.error) ?? action.error
  return {
    open: action.run,
    isPending: action.isPending,
    error: action.error,
    failure: failure ? strings.errors.explain(failure) : null,
    isWrong: codeOf(failure) === 'wrong_password',
  }
}

/** The wrong password that locked the door says so itself: nobody has to knock again to learn it. */
function lockedOut(error: unknown): VaultError | null {
  const seconds = retryAfterSeconds(error)
  if (seconds === null || codeOf(error) !== 'wrong_password') return null
  return new VaultError('locked_out', { details: { retryAfterSeconds: seconds }, cause: error })
}
