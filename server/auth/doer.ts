import type { AccountId, DeviceId } from '#lib/core/ids/ids.ts'

/** Who did something, and from where. */
export type Doer =
  | { readonly kind: 'account'; readonly id: AccountId; readonly address: string }
  | { readonly kind: 'device'; readonly id: DeviceId | null; readonly address: string }
  | { readonly kind: 'system'; readonly id: null; readonly address: null }

/** The vault itself: set-up without a person, persist.json, sweeps. */
export const SYSTEM: Doer = { kind: 'system', id: null, address: null }
