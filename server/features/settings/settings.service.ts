import type { z } from 'zod'
import { settingsSchema } from '#lib/contracts/http/system.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { Bus } from '#server/bus.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { createSettingsRepo } from './settings.repo.ts'

export type VaultSettings = z.output<typeof settingsSchema>

/** What an admin changes while the vault runs. Held in memory, for rules ask at every request. */
export interface SettingsService {
  current(): VaultSettings
  change(patch: { [Key in keyof VaultSettings]?: VaultSettings[Key] | undefined }, doer: Doer): Promise<VaultSettings>
}

/** @param deps.defaults what counts until an admin says otherwise, such as `--name` */
export async function openSettingsService(deps: {
  db: Database
  bus: Bus
  audit: AuditService
  defaults: VaultSettings
}): Promise<SettingsService> {
  const repo = createSettingsRepo(deps.db)
  let current = deps.defaults
  for (const row of await repo.all()) {
    // Other features keep their own keys in this table, and a value of an older release may no longer be allowed.
    const known = settingsSchema
      .partial()
      .strip()
      .safeParse({ [row.key]: JSON.parse(row.value) })
    if (known.success) current = settingsSchema.parse({ ...current, ...known.data })
  }
  return {
    current: () => current,
    async change(patch, doer) {
      const changed = Object.entries(patch).filter(([, value]) => value !== undefined)
      if (changed.length === 0) return current
      await commitOrThrow(deps.db, [
        ...changed.map(([key, value]) => repo.put(key, value)),
        deps.audit.step({
          doer,
          action: 'settings.changed',
          target: { kind: 'vault', id: null },
          details: Object.fromEntries(changed),
        }),
      ])
      current = settingsSchema.parse({ ...current, ...Object.fromEntries(changed) })
      deps.bus.emit('settings.changed', {})
      return current
    },
  }
}
