import type { ConfigEntry } from '#lib/contracts/http/admin.ts'

/** A setting is called as it is typed where the vault is started. */
export function configName({ flag, env }: Pick<ConfigEntry, 'flag' | 'env'>): string {
  return flag === null ? env : `--${flag}`
}
