import type { Generated } from 'kysely'
import type { AccountId, DeviceId, ServiceTokenId, SessionId } from '#lib/core/ids/ids.ts'
import type { Flag, SecretHash } from './column-types.ts'

export interface AccountsTable {
  id: AccountId
  name: string
  /** Folded for comparison; unique among accounts that are not deleted. */
  name_key: string
  role: 'admin' | 'editor' | 'viewer'
  password_hash: string
  disabled: Generated<Flag>
  created_at: number
  password_changed_at: number
  quota_bytes: number | null
  deleted_at: number | null
}

/** A browser that signed in, or a program's family of tokens. */
export interface SessionsTable {
  id: SessionId
  account_id: AccountId
  kind: 'browser' | 'program'
  label: string
  address: string
  /** The browser it began on: a device that once signed in is a known one, whose wrong passwords count apart. */
  device_id: DeviceId | null
  created_at: number
  last_seen_at: number
  expires_at: number
  revoked_at: number | null
}

/** Goes with its session. */
export interface TokensTable {
  hash: SecretHash
  session_id: SessionId
  kind: 'access' | 'refresh'
  created_at: number
  expires_at: number
  /** When a refresh token was exchanged: its second use revokes the session. */
  spent_at: number | null
}

/** Opens what its scope says, while its maker is an admin. */
export interface ServiceTokensTable {
  id: ServiceTokenId
  hash: SecretHash
  name: string
  scope: string
  created_by: AccountId
  created_at: number
  last_used_at: number | null
}

export interface DevicesTable {
  /** Derived from the cookie's secret by hashing. */
  id: DeviceId
  label: string
  created_at: number
  last_seen_at: number
}
