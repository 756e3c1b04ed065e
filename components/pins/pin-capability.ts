import type { PinCapability } from './pins-context.ts'

export function pinCapability(): PinCapability {
  if (!window.isSecureContext) return 'insecure'
  const has =
    typeof navigator.storage?.getDirectory === 'function' &&
    navigator.locks !== undefined &&
    'serviceWorker' in navigator &&
    typeof BroadcastChannel === 'function' &&
    typeof crypto.subtle === 'object'
  return has ? 'yes' : 'unsupported'
}
