'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useApi } from '#components/shell/api-context.ts'
import { englishSelfTest } from '#components/strings/en-self-test.ts'
import { useFormat } from '#components/strings/use-strings.ts'
import { SelfTest } from '#lib/browser/self-test/self-test.ts'
import { adminRoutes } from '#lib/contracts/http/admin.ts'

export function useSelfTestStrings() {
  const format = useFormat()
  return useMemo(() => englishSelfTest(format), [format])
}

/** The checks of this browser, which begin with the page and end with it. */
export function useSelfTest() {
  const api = useApi()
  const [test] = useState(() => new SelfTest({ api, fetch: (input, init) => fetch(input, init) }))
  useEffect(() => {
    void test.run()
    return () => test.stop()
  }, [test])
  return { test, standings: useSyncExternalStore(test.subscribe, test.standings, test.standings) }
}

/** What the doctor finds on the vault's machine; asked for admins alone. */
export function useDoctor() {
  const api = useApi()
  const isAdmin = useSession().data?.may.administer ?? false
  const doctor = useQuery({
    queryKey: ['doctor'],
    queryFn: async ({ signal }) => (await api.call(adminRoutes.doctor, { signal })).findings,
    enabled: isAdmin,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return { isAdmin, doctor }
}
