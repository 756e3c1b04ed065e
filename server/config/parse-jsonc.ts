import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

export type JsoncResult =
  | { readonly kind: 'value'; readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly kind: 'invalid'; readonly line: number; readonly reason: string }

/**
 * JSON with comments and trailing commas. An empty text is an empty object. A key given twice, and keys that
 * JavaScript reads as the prototype, are refused: what they would do is never what the person meant.
 */
export function parseJsonc(text: string): JsoncResult {
  const errors: ParseError[] = []
  const body = text.replace(/^\uFEFF/, ' ')
  const root = parseTree(body, errors, { allowTrailingComma: true, allowEmptyContent: true })
  const [error] = errors
  if (error)
    return { kind: 'invalid', line: lineAt(body, error.offset), reason: sayError(printParseErrorCode(error.error)) }
  if (root === undefined) return { kind: 'value', value: {}, lineOf: () => 1 }

  const lines = new Map<string, number>()
  try {
    const value = toValue(root, [])
    return { kind: 'value', value, lineOf: (path) => lines.get(pathKey(path)) ?? 1 }
  } catch (cause) {
    if (cause instanceof BadKey) return { kind: 'invalid', line: lineAt(body, cause.offset), reason: cause.message }
    throw cause
  }

  function toValue(node: Node, path: readonly PropertyKey[]): unknown {
    lines.set(pathKey(path), lineAt(body, node.offset))
    if (node.type === 'array') return (node.children ?? []).map((child, index) => toValue(child, [...path, index]))
    if (node.type !== 'object') return node.value
    const value: Record<string, unknown> = {}
    for (const property of node.children ?? []) {
      const [keyNode, valueNode] = property.children ?? []
      if (keyNode === undefined || valueNode === undefined) continue
      const key = String(keyNode.value)
      if (key === '__proto__') throw new BadKey('the key "__proto__" is not allowed', keyNode.offset)
      if (Object.hasOwn(value, key))
        throw new BadKey(`the key ${JSON.stringify(key)} stands there twice`, keyNode.offset)
      value[key] = toValue(valueNode, [...path, key])
    }
    return value
  }
}

class BadKey extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String))
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** `CommaExpected` -> `a comma is expected here`. */
function sayError(code: string): string {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const expected = /^(.*) expected$/.exec(words)?.[1]
  return expected === undefined ? words : `a ${expected} is expected here`
}
