import type { AccountId, DeviceId, EntryId, JobId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Owner } from '#lib/core/permissions/actors-and-targets.ts'

/** What happened inside the vault, told after the commit; caches and sockets follow it. */
export interface BusEvents {
  /** Sign-out, revocation, expiry: whoever holds this session loses it now. */
  'session.ended': { sessionId: SessionId; accountId: AccountId }
  /** Name, role, disabled, deleted. */
  'account.changed': { accountId: AccountId }
  /** Anything about the place itself: name, door, members, read-only, deleted. */
  'place.changed': { placeId: PlaceId }
  /** Grants of a place ended (password changed, given back); null device: all of them. */
  'grant.ended': { placeId: PlaceId; deviceId: DeviceId | null }
  /** A token of a machine was revoked. */
  'service_token.ended': Record<string, never>
  /** The change log of a place stands at `seq`. */
  'entries.changed': { placeId: PlaceId; seq: number }
  'job.progress': { jobId: JobId }
  'settings.changed': Record<string, never>
  /** A room was opened by its password. */
  'grant.made': { placeId: PlaceId; deviceId: DeviceId }
  /** A share link is new, used, filled or taken back. */
  'links.changed': { accountId: AccountId }
  /** A person played, opened or chose something on one of their devices. */
  'watching.changed': { person: NonNullable<Owner>; entryId: EntryId; what: 'position' | 'opened' | 'favourite' }
  /** A message of a room is new or different. */
  'chat.changed': { placeId: PlaceId; messageId: string }
  /** Somebody has read further in a room. */
  'chat.read': { placeId: PlaceId; reader: NonNullable<Owner> }
  /** A guest said a name. */
  'chat.named': { deviceId: DeviceId; name: string }
}

export interface Bus {
  emit<E extends keyof BusEvents>(event: E, payload: BusEvents[E]): void
  /** @returns a function that ends the subscription */
  on<E extends keyof BusEvents>(event: E, listener: (payload: BusEvents[E]) => void): () => void
}

/** @param onError called when a listener throws; the others still hear the event */
export function createBus(onError: (error: unknown) => void): Bus {
  const listeners = new Map<keyof BusEvents, Set<(payload: never) => void>>()
  return {
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) {
        try {
          // Listeners are stored under the event whose payload they take.
          listener(payload as never)
        } catch (error) {
          onError(error)
        }
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set)
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
