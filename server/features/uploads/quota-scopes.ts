import type { QuotaScope, UploadLimits } from './upload-limits.ts'
import type { Owner } from './upload-owner.ts'
import type { CreationFacts } from './uploads.repo.ts'

/** The quotas that count for an upload; most vaults have none. */
export function quotaScopes(
  owner: Owner,
  facts: Pick<CreationFacts, 'accountQuotaBytes' | 'guestQuotaBytes' | 'placeQuotaBytes'>,
  limits: Pick<UploadLimits, 'accountQuotaBytes' | 'guestQuotaBytes'>,
): QuotaScope[] {
  const own: [QuotaScope['kind'], number | null] =
    owner.kind === 'account'
      ? ['account', facts.accountQuotaBytes ?? limits.accountQuotaBytes]
      : ['guests', facts.guestQuotaBytes ?? limits.guestQuotaBytes]
  const all: [QuotaScope['kind'], number | null][] = [own, ['place', facts.placeQuotaBytes]]
  return all.flatMap(([kind, limitBytes]) => (limitBytes === null ? [] : [{ kind, limitBytes }]))
}
