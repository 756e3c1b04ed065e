import { describe, expect, it } from 'vitest'
import { type AnyRoute, route } from '#lib/contracts/http/route.ts'
import type { BoundRoute } from './call.ts'
import { createRouter } from './router.ts'

const open = { summary: '', rule: { kind: 'public' } } as const
const current = route('current', 'DELETE /api/tokens/current', open)
const one = route('one', 'GET /api/tokens/:token', open)
const list = route('list', 'GET /api/tokens', open)
const create = route('create', 'POST /api/tokens', open)
const table: AnyRoute[] = [current, one, list, create]
const bind = (contract: AnyRoute): BoundRoute => ({ kind: 'bytes', contract, handle: async () => {} })
const router = createRouter(table, table.map(bind))

describe('the router', () => {
  it('finds a route by method and path, and reads its parameters', () => {
    expect(router.match('GET', '/api/tokens/a%20b')).toMatchObject({
      params: { token: 'a b' },
      route: { contract: one },
    })
  })

  it('answers null for a path nobody has, also with a slash too many', () => {
    expect(router.match('GET', '/api/nothing')).toBeNull()
    expect(router.match('GET', '/api/tokens/')).toBeNull()
    expect(router.match('GET', '/api/tokens/a/b')).toBeNull()
  })

  it('names the methods of a path in method_not_allowed', () => {
    expect(() => router.match('PATCH', '/api/tokens')).toThrow(
      expect.objectContaining({ code: 'method_not_allowed', details: { allow: 'GET, POST' } }),
    )
  })

  it('lets a literal segment hide a parameter', () => {
    expect(router.match('DELETE', '/api/tokens/current')?.route.contract).toBe(current)
    expect(() => router.match('GET', '/api/tokens/current')).toThrow(
      expect.objectContaining({ details: { allow: 'DELETE' } }),
    )
  })

  it('refuses broken percent-encoding', () => {
    expect(() => router.match('GET', '/api/tokens/%zz')).toThrow(expect.objectContaining({ code: 'bad_request' }))
  })

  it('does not start with a row without handler, a handler without row, or two handlers', () => {
    expect(() => createRouter(table, [bind(one)])).toThrow(/without handler: current, list, create/)
    expect(() => createRouter([one], [bind(one), bind(list)])).toThrow(/not in the table: list/)
    expect(() => createRouter([one], [bind(one), bind(one)])).toThrow(/bound twice/)
  })
})
