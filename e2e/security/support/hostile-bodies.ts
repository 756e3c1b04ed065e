import { z } from 'zod'
import type { AnyRoute } from '#lib/contracts/http/route.ts'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}

/** Text that some layer below could choke on, as JSON writes it. */
const TEXTS = [
  ...['""', '" "', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\u202e"', '"\\r\\nX: y"', '"\\u001b[2J"'],
  ...['"../../etc/passwd"', '"..\\\\.."', '"%2e%2e%2f"', '"%00"', '"CON"', '"a:b"', '".hearth"', '"__proto__"'],
  ...['"\' or 1=1 --"', '"{{7*7}}"', '"\\ufeffx"', '"\\uffff"', '"e\\u0301"', `"${'a'.repeat(60)}"`],
  ...[`"${'a'.repeat(2_000)}"`, `"${'\\ud83d\\ude00'.repeat(300)}"`, `"${'a/'.repeat(1_500)}"`],
]
const NUMBERS = [
  '-1',
  '-0',
  '0.5',
  '1e15',
  '9007199254740991',
  '9007199254740993',
  '1e400',
  '-1e400',
  '8640000000000001',
]
const OTHER_KINDS = ['null', '{}', '[[[]]]']

/**
 * Bodies of a route that are right but for one value: what the contract itself lets through reaches the code behind.
 * Empty for a route without a JSON body.
 */
export function hostileBodies(route: AnyRoute): string[] {
  if (route.body === undefined) return []
  // The shape that zod documents for JSON Schema, as far as our contracts use it.
  const schema = z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }) as Schema
  return variantsOf(schema).flatMap(spoil)
}

/** Each alternative of a union on its own. */
function variantsOf(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema]
}

/** A right value, as JSON. */
function sample(schema: Schema): string {
  const [first = schema] = variantsOf(schema)
  if (first.const !== undefined) return JSON.stringify(first.const)
  if (first.enum !== undefined) return JSON.stringify(first.enum[0])
  if (first.type === 'object') {
    const pairs = Object.entries(first.properties ?? {}).map(
      ([key, value]) => `${JSON.stringify(key)}:${sample(value)}`,
    )
    return `{${pairs.join(',')}}`
  }
  if (first.type === 'array') return first.items === undefined ? '[]' : `[${sample(first.items)}]`
  return { string: '"sample text"', integer: '1', number: '1', boolean: 'false' }[first.type ?? ''] ?? 'null'
}

/** What must be there: an optional password would be hashed in every body that is otherwise right. */
function neededPairs({ properties = {}, required = [] }: Schema, without?: string): string[] {
  return Object.entries(properties)
    .filter(([key]) => required.includes(key) && key !== without)
    .map(([key, value]) => `${JSON.stringify(key)}:${sample(value)}`)
}

/** Every way to write the value with one thing in it spoilt. */
function spoil(schema: Schema): string[] {
  if (schema.type === 'object') {
    const inside = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
      variantsOf(value).flatMap((variant) =>
        spoil(variant).map((text) => `{${[...neededPairs(schema, key), `${JSON.stringify(key)}:${text}`].join(',')}}`),
      ),
    )
    return [...inside, ...OTHER_KINDS]
  }
  if (schema.type === 'array' && schema.items !== undefined) {
    const { items } = schema
    return [...variantsOf(items).flatMap((item) => spoil(item).map((text) => `[${text}]`)), ...OTHER_KINDS]
  }
  if (schema.type === 'integer' || schema.type === 'number') return [...NUMBERS, ...OTHER_KINDS]
  const isFree = schema.type === 'string' && schema.enum === undefined && schema.const === undefined
  return isFree ? [...TEXTS, ...OTHER_KINDS] : OTHER_KINDS
}
