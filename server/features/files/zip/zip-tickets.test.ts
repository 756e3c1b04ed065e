import { expect, it } from 'vitest'
import type { AccountId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { ZipTickets } from './zip-tickets.ts'

const PLACE = 'p' as PlaceId
const NOBODY: Actor = { principal: { kind: 'nobody' }, deviceId: null, grants: [], openedPersonal: [] }
const person = (id: string): Actor => ({
  ...NOBODY,
  principal: { kind: 'account', accountId: id as AccountId, role: 'viewer', sessionId: 's' as SessionId },
})
const WISH = { placeId: PLACE, selector: { kind: 'ids' as const, ids: ['1'] }, name: 'Some' }

it('is good for whoever asked, in that place, for five minutes', () => {
  let now = 0
  const tickets = new ZipTickets({ now: () => 1_000, monotonic: () => now })
  const { ticket, expiresAt } = tickets.give(WISH, person('anna'))
  expect(ticket).toMatch(/^[\w-]{24}$/)
  expect(expiresAt).toBe(301_000)
  expect(tickets.take(ticket, PLACE, person('anna'))).toMatchObject(WISH)
  expect(tickets.take(ticket, PLACE, person('anna'))).toMatchObject(WISH)
  for (const take of [
    () => tickets.take(ticket, PLACE, person('ben')),
    () => tickets.take(ticket, PLACE, NOBODY),
    () => tickets.take(ticket, 'q' as PlaceId, person('anna')),
    () => tickets.take('guessed', PLACE, person('anna')),
  ]) {
    expect(take).toThrow('ticket_expired')
  }
  now = 300_000
  expect(() => tickets.take(ticket, PLACE, person('anna'))).toThrow('ticket_expired')
})

it('keeps the newest when too many are asked for', () => {
  const tickets = new ZipTickets({ now: () => 0, monotonic: () => 0 })
  const first = tickets.give(WISH, NOBODY)
  for (let count = 0; count < 200; count++) tickets.give(WISH, NOBODY)
  expect(() => tickets.take(first.ticket, PLACE, NOBODY)).toThrow('ticket_expired')
})
