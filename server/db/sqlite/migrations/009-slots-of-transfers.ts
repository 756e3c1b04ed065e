/** A creation that is sent again finds the slot that its first try took. */
export const slotsOfTransfers: readonly string[] = [`alter table share_slots add column transfer_id text`]
