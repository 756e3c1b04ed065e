import { z } from 'zod'
import { problemSchema } from '#lib/contracts/http/common.ts'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of the route table; the shapes are JSON Schemas of the very contracts the pipeline parses with. */
export function describeApi(routes: readonly AnyRoute[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const contract of routes) {
    const path = contract.path.replace(/:([a-z]+)/gi, '{$1}')
    const operations = paths[path] ?? {}
    paths[path] = operations
    operations[contract.method.toLowerCase()] = describeOperation(contract)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hearth', version, description: 'The API of one vault. Errors are problem documents (RFC 9457).' },
    paths,
    components: {
      schemas: { Problem: { ...schemaOf(problemSchema), 'x-codes': Object.keys(ERROR_CODES) } },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-hearth' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function describeOperation(contract: AnyRoute): Json {
  const parameters = [...describeParameters('path', contract.params), ...describeParameters('query', contract.query)]
  return {
    operationId: contract.id,
    summary: contract.summary,
    'x-rule': contract.rule,
    security:
      contract.rule.kind === 'public' || contract.rule.kind === 'setup' ? [{}] : [{ session: [] }, { bearer: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(contract.body === undefined ? {} : { requestBody: { required: true, ...jsonContent(contract.body) } }),
    responses: {
      [contract.status]: {
        description: 'Success',
        ...(contract.response === undefined ? {} : jsonContent(contract.response, 'output')),
      },
      default: {
        description: 'A problem document',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function describeParameters(where: 'path' | 'query', schema: AnyRoute['params']): Json[] {
  if (schema === undefined) return []
  const json = schemaOf(schema)
  const properties = (json.properties ?? {}) as Record<string, Json>
  const required = new Set((json.required ?? []) as string[])
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema: property,
  }))
}

function jsonContent(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  return { content: { 'application/json': { schema: schemaOf(schema, io) } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
