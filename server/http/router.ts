import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { BoundRoute } from './call.ts'

export interface Match {
  route: BoundRoute
  params: Record<string, string>
}

export interface Router {
  /** @returns null when no route has this path. @throws VaultError method_not_allowed, bad_request (broken escapes) */
  match(method: string, pathname: string): Match | null
}

interface Row {
  segments: readonly string[]
  route: BoundRoute
}

/**
 * Compiles the bound routes. A row of the table without handler, or a handler without row, stops the start:
 * nothing is served that the route x identity test does not walk.
 */
export function createRouter(table: readonly AnyRoute[], bound: readonly BoundRoute[]): Router {
  assertComplete(table, bound)
  const byLength = new Map<number, Row[]>()
  for (const route of bound) {
    const segments = route.contract.path.split('/').slice(1)
    const rows = byLength.get(segments.length) ?? []
    byLength.set(segments.length, rows)
    rows.push({ segments, route })
  }
  for (const rows of byLength.values()) rows.sort(literalFirst)

  return {
    match(method, pathname) {
      const parts = pathname.split('/').slice(1)
      const fitting = (byLength.get(parts.length) ?? []).filter((row) => fits(row.segments, parts))
      const first = fitting[0]
      if (first === undefined) return null
      // A literal segment hides a parameter at the same depth: /api/tokens/current is never /api/tokens/:x.
      const sameShape = fitting.filter((row) => shape(row) === shape(first))
      const row = sameShape.find((candidate) => candidate.route.contract.method === method)
      if (row === undefined) {
        const allow = sameShape.map((candidate) => candidate.route.contract.method).join(', ')
        throw new VaultError('method_not_allowed', { details: { allow } })
      }
      return { route: row.route, params: readParams(row.segments, parts) }
    },
  }
}

function assertComplete(table: readonly AnyRoute[], bound: readonly BoundRoute[]): void {
  const have = new Set<AnyRoute>()
  for (const { contract } of bound) {
    if (have.has(contract)) throw new TypeError(`route ${contract.id} is bound twice`)
    have.add(contract)
  }
  const missing = table.filter((contract) => !have.has(contract))
  const unknown = bound.filter(({ contract }) => !table.includes(contract))
  if (missing.length > 0) throw new TypeError(`routes without handler: ${missing.map((row) => row.id).join(', ')}`)
  if (unknown.length > 0) throw new TypeError(`not in the table: ${unknown.map((row) => row.contract.id).join(', ')}`)
}

function literalFirst(a: Row, b: Row): number {
  return shape(a) < shape(b) ? -1 : shape(a) > shape(b) ? 1 : 0
}

/** 'l' sorts before 'p': literal segments win from the left. */
function shape(row: Row): string {
  return row.segments.map((segment) => (segment.startsWith(':') ? 'p' : `l${segment}`)).join('/')
}

function fits(segments: readonly string[], parts: readonly string[]): boolean {
  return segments.every((segment, index) => (segment.startsWith(':') ? parts[index] !== '' : segment === parts[index]))
}

function readParams(segments: readonly string[], parts: readonly string[]): Record<string, string> {
  const params: Record<string, string> = Object.create(null)
  segments.forEach((segment, index) => {
    if (segment.startsWith(':')) params[segment.slice(1)] = decodeSegment(parts[index] ?? '')
  })
  return params
}

function decodeSegment(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (cause) {
    throw new VaultError('bad_request', { details: { reason: 'percent-encoding' }, cause })
  }
}
