'use client'

import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useApi } from '#components/shell/api-context.ts'
import { type settingsSchema, systemRoutes } from '#lib/contracts/http/system.ts'

export type VaultSettings = z.output<typeof settingsSchema>

export const SETTINGS_KEY = ['settings'] as const

/** What an admin changes about the vault in the page. */
export function useSettings() {
  const api = useApi()
  return useQuery({
    queryKey: SETTINGS_KEY,
    queryFn: ({ signal }) => api.call(systemRoutes.settings, { signal }),
  })
}
