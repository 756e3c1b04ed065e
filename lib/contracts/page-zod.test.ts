import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ROUTES } from './http/routes.ts'
import { clientEvents, serverEvents } from './socket/socket-contract.ts'

/** The JSON Schema of a contract, as far as a sample can be made from it. */
interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  pattern?: string
}

/** Every variant of a value that a contract allows; unions give one sample each. */
function samples(schema: JsonSchema): unknown[] {
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum) return schema.enum
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return variants.flatMap(samples)
  if (Array.isArray(schema.type)) return schema.type.flatMap((type) => samples({ ...schema, type }))
  if (schema.type === 'array') return [[], samples(schema.items ?? {})]
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([key, of]) => [key, samples(of)] as const)
    const rounds = Math.max(1, ...fields.map(([, values]) => values.length))
    return Array.from({ length: rounds }, (_, round) =>
      Object.fromEntries(fields.map(([key, values]) => [key, values[round % values.length]])),
    )
  }
  if (schema.type === 'string') return [schema.pattern?.includes('64') ? 'a'.repeat(64) : 'text']
  if (schema.type === 'integer' || schema.type === 'number') return [1]
  if (schema.type === 'boolean') return [true]
  return schema.type === 'null' ? [null] : ['anything']
}

/** The same contracts, built with what the page has in the place of zod. */
async function contractsOfThePage() {
  vi.resetModules()
  vi.doMock('zod', () => import('./page-zod.ts'))
  const routes = await import('./http/routes.ts')
  const events = await import('./socket/socket-contract.ts')
  vi.doUnmock('zod')
  // Nobody after this meets modules that were built with it.
  vi.resetModules()
  return { routes: routes.ROUTES, events: { ...events.serverEvents, ...events.clientEvents } }
}

const responses = Object.entries(ROUTES).flatMap(([group, routes]) =>
  Object.entries(routes).flatMap(([name, { response }]) =>
    response === undefined ? [] : [[`${group}.${name}`, response as z.ZodType] as const],
  ),
)
const events = Object.entries({ ...serverEvents, ...clientEvents }) as [string, z.ZodType][]

describe('what the page has in the place of zod', () => {
  let page: Awaited<ReturnType<typeof contractsOfThePage>>
  beforeAll(async () => {
    page = await contractsOfThePage()
  })
  const shapeOf = (name: string): z.ZodType => {
    const [group = '', route = ''] = name.split('.')
    const found = name.includes(':') || !name.includes('.') ? undefined : Object(page.routes)[group]?.[route]?.response
    return found ?? Object(page.events)[name]
  }

  test.each([...responses, ...events])('reads %s as zod does', (name, real) => {
    const schema = z.toJSONSchema(real, { io: 'output', unrepresentable: 'any' }) as JsonSchema
    for (const sample of samples(schema)) {
      const seen = real.safeParse(sample)
      if (seen.success) expect(shapeOf(name).parse(sample)).toEqual(seen.data)
    }
    expect(samples(schema).some((sample) => real.safeParse(sample).success)).toBe(true)
  })

  test.each([...responses, ...events])('refuses as %s what is something else', (name, real) => {
    for (const wrong of [undefined, 7, 'text', [], Symbol('none')]) {
      expect(shapeOf(name).safeParse(wrong).success, String(wrong)).toBe(real.safeParse(wrong).success)
    }
  })

  test('drops what a contract does not name', () => {
    const { settings } = page.routes.system
    const days = { trashKeepDays: 30, versionKeepDays: null, versionKeepCount: 20 }
    const links = { accessKeepDays: 90, linksAllowed: true, linksOnPlainHttp: false, publicUrl: null }
    const named = { vaultName: 'House', editorsMayCreateRooms: true, onlyAdminsDelete: false, ...days, ...links }
    expect(settings.response.parse({ ...named, secret: 'x' })).toEqual(named)
  })

  test('says where a value is not what it should be', () => {
    const { places } = page.routes
    expect(() => places.list.response.parse({ places: [{ id: 7 }] })).toThrow('.places[0].id')
  })
})
