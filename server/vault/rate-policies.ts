import type { RatePolicy } from '#lib/core/lockout/rate-limit.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { RatePolicies } from '#server/http/rate-limiter.ts'

/** A minute's worth may come at once; `none` in the settings means no limit. Read anew each time, for they change. */
export function ratePolicies(config: VaultConfig): RatePolicies {
  return {
    get 'sign-in'() {
      return perMinute(config.rateSignIn)
    },
    get unlock() {
      return perMinute(config.rateUnlock)
    },
    get token() {
      return perMinute(config.rateToken)
    },
    get 'look-up'() {
      return perMinute(config.rateLookUp)
    },
    get download() {
      return perMinute(config.rateDownload)
    },
    get upload() {
      return perMinute(config.rateUpload)
    },
  }
}

function perMinute(count: number | null): RatePolicy | null {
  return count === null ? null : { capacity: count, refillPerSecond: count / 60 }
}
