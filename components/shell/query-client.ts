import { QueryClient } from '@tanstack/react-query'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** Only what may be different in a moment is asked again; a refusal stays a refusal. */
const WORTH_RETRYING = new Set(['unavailable', 'shutting_down', 'internal'])

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The change log tells what is stale; coming back to the window asks again in any case.
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && error instanceof VaultError && WORTH_RETRYING.has(error.code),
      },
      mutations: { retry: false },
    },
  })
}
