import type { Presence } from '#lib/contracts/socket/socket-contract.ts'
import type { DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Owner } from '#lib/core/permissions/actors-and-targets.ts'
import type { Identity } from '#server/http/call.ts'

type Person = Presence['people'][number]

/** A person with several tabs is one in presence. */
export function peopleOf(
  seats: readonly { readonly places: ReadonlyMap<PlaceId, Person> }[],
  placeId: PlaceId,
): Presence['people'] {
  const people = new Map<string, Person>()
  for (const seat of seats) {
    const person = seat.places.get(placeId)
    if (person !== undefined) people.set(person.id, person)
  }
  return [...people.values()]
}

export async function describePerson(
  guestName: (deviceId: DeviceId) => Promise<string>,
  { account, deviceId }: Identity,
  connectionId: string,
): Promise<Person> {
  if (account !== null) return { id: account.id, name: account.name, kind: 'account' }
  return deviceId === null
    ? { id: connectionId, name: '', kind: 'guest' }
    : { id: deviceId, name: await guestName(deviceId), kind: 'guest' }
}

export function isPerson({ account, deviceId }: Identity, person: NonNullable<Owner>): boolean {
  return person.kind === 'account' ? account?.id === person.accountId : account === null && deviceId === person.deviceId
}

export function lostSession(before: Identity | null, now: Identity | null): boolean {
  return before !== null && before.sessionId !== null && before.sessionId !== (now?.sessionId ?? null)
}
