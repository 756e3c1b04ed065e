import type { RatePolicy } from '#lib/core/lockout/rate-limit.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { RatePolicies } from '#server/http/rate-limiter.ts'

/** A minute's worth may come at once; `none` in the settings means no limit. */
export function ratePolicies(config: VaultConfig): RatePolicies {
  return {
    'sign-in': perMinute(config.rateSignIn),
    unlock: perMinute(config.rateUnlock),
    token: perMinute(config.rateToken),
    'look-up': perMinute(config.rateLookUp),
    download: perMinute(config.rateDownload),
    upload: perMinute(config.rateUpload),
  }
}

function perMinute(count: number | null): RatePolicy | null {
  return count === null ? null : { capacity: count, refillPerSecond: count / 60 }
}
