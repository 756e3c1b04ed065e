import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { SESSION_KEY } from '#components/accounts/use-session.ts'
import { codeOf } from '#components/strings/errors.ts'

/** Only what may be different in a moment is asked again; a refusal stays a refusal. */
const WORTH_RETRYING: ReadonlySet<string | null> = new Set(['unavailable', 'shutting_down', 'internal'])
/** Answers that mean: this page is wrong about who is here. */
const WHO_IS_HERE: ReadonlySet<string | null> = new Set(['session_ended', 'not_signed_in', 'account_disabled'])

export function createQueryClient(): QueryClient {
  const askWhoIsHere = (error: unknown) => {
    if (WHO_IS_HERE.has(codeOf(error))) void client.invalidateQueries({ queryKey: SESSION_KEY })
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: askWhoIsHere }),
    mutationCache: new MutationCache({ onError: askWhoIsHere }),
    defaultOptions: {
      queries: {
        // The live channel tells what is stale; coming back to the window asks again in any case.
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && WORTH_RETRYING.has(codeOf(error)),
        // The vault is in the house: it may well be there when the browser calls itself offline.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}
