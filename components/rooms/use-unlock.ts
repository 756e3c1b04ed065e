'use client'

import { useAction } from '#components/shell/use-action.ts'
import { codeOf, type ExplainedError } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { placeRoutes } from '#lib/contracts/http/places.ts'
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
  return {
    open: action.run,
    isPending: action.isPending,
    error: action.error,
    failure: action.error ? strings.errors.explain(action.error) : null,
    isWrong: codeOf(action.error) === 'wrong_password',
  }
}
