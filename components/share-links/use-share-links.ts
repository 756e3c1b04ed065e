'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import { SHARE_LINKS_KEY } from './share-links-key.ts'

export function useShareLinks(of: 'me' | 'everybody') {
  const api = useApi()
  return useQuery({
    queryKey: [...SHARE_LINKS_KEY, of],
    queryFn: async ({ signal }) => (await api.call(shareLinkRoutes.list, { query: { of }, signal })).links,
  })
}
