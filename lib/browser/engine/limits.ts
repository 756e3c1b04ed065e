import type { Prefs } from '../db/browser-store.ts'
import { isOnMobileNetwork } from './network-kind.ts'
import type { TransferLimits } from './pace.ts'

/** What the person allows on this device, on the network it is in now. */
export function limitsOf(prefs: Pick<Prefs, 'bytesPerSecond' | 'onlyOnWifi'>, navigator: object): TransferLimits {
  return {
    bytesPerSecond: prefs.bytesPerSecond ?? null,
    isHeld: prefs.onlyOnWifi === true && isOnMobileNetwork(navigator) === true,
  }
}
