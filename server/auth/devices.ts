import type { DeviceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import { deviceIdOf, newSecret } from './secrets.ts'

/** A browser or program that is recognised later on: for 30 days after it was last seen. */
const DEVICE_DAYS = 30
export const DEVICE_SECONDS = DEVICE_DAYS * 86_400

export interface NewDevice {
  readonly id: DeviceId
  /** For its cookie; the id is all that is stored. */
  readonly secret: string
}

/** Costs no row: whoever asks gets one, and only a device that is let in somewhere is written down. */
export function newDevice(): NewDevice {
  const secret = newSecret('device')
  return { id: deviceIdOf(secret), secret }
}

/** Writes the device down, or that it was seen again, as a step of the unit of work that lets it in. */
export function rememberDevice(db: Database, device: { id: DeviceId; label: string; now: number }): Query {
  return db.build
    .insertInto('devices')
    .values({ id: device.id, label: device.label.slice(0, 200), created_at: device.now, last_seen_at: device.now })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ last_seen_at: device.now, label: device.label.slice(0, 200) }),
    )
}
