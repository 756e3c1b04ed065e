/**
 * What the page has of zod: it builds the same contracts and checks the shape of what the vault sends, but none of the
 * rules for input, which the vault applies itself. The bundler of the page puts it in the place of zod
 * (next.config.mjs), for zod alone would be a fifth of the first load. page-zod.test.ts holds it to zod over every
 * contract.
 */
type Read = (value: unknown, path: string) => unknown

class ShapeError extends TypeError {}

class Shape {
  readonly read: Read
  constructor(read: Read) {
    this.read = read
  }
  /** @throws TypeError that names the place in the value */
  parse(value: unknown): unknown {
    return this.read(value, '')
  }
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: unknown } {
    try {
      return { success: true, data: this.parse(value) }
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error
      return { success: false, error }
    }
  }
  nullable(): Shape {
    return new Shape((value, path) => (value === null ? null : this.read(value, path)))
  }
  optional(): Shape {
    return new Shape((value, path) => (value === undefined ? undefined : this.read(value, path)))
  }
  default(fallback: unknown): Shape {
    return new Shape((value, path) => (value === undefined ? fallback : this.read(value, path)))
  }
}

/** Rules for input, and words for readers: all the same to a page. */
for (const rule of ['min', 'max', 'int', 'nonnegative', 'positive', 'regex', 'trim', 'describe', 'refine'] as const) {
  Object.defineProperty(Shape.prototype, rule, {
    value(this: Shape) {
      return this
    },
  })
}

class ObjectShape extends Shape {
  readonly fields: Record<string, Shape>
  constructor(fields: Record<string, Shape>) {
    super((value, path) => {
      const from = record(value, path)
      const entries = Object.entries(fields).map(([key, shape]) => [key, shape.read(from[key], `${path}.${key}`)])
      return Object.fromEntries(entries.filter(([, read]) => read !== undefined))
    })
    this.fields = fields
  }
  extend(fields: Record<string, Shape>): ObjectShape {
    return new ObjectShape({ ...this.fields, ...fields })
  }
  partial(): ObjectShape {
    return new ObjectShape(Object.fromEntries(Object.entries(this.fields).map(([key, of]) => [key, of.optional()])))
  }
}

class EnumShape extends Shape {
  readonly options: readonly unknown[]
  constructor(options: readonly unknown[]) {
    super((value, path) => (options.includes(value) ? value : fail(path, options.join(' | '))))
    this.options = options
  }
  exclude(names: readonly unknown[]): EnumShape {
    return new EnumShape(this.options.filter((option) => !names.includes(option)))
  }
}

function fail(path: string, expected: string): never {
  throw new ShapeError(`The vault sent something else than ${expected} at "${path}".`)
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(path, 'an object')
  // The line above is the check that this says.
  return value as Record<string, unknown>
}

const primitive = (type: 'string' | 'number' | 'boolean') => () =>
  new Shape((value, path) => (typeof value === type ? value : fail(path, type)))

const coerced = { string: primitive('string'), number: primitive('number'), boolean: primitive('boolean') }

export const z = {
  ...coerced,
  coerce: coerced,
  unknown: () => new Shape((value) => value),
  literal: (only: unknown) => new EnumShape([only]),
  enum: (options: readonly unknown[]) => new EnumShape(options),
  object: (fields: Record<string, Shape>) => new ObjectShape(fields),
  array: (of: Shape) =>
    new Shape((value, path) =>
      Array.isArray(value) ? value.map((one, at) => of.read(one, `${path}[${at}]`)) : fail(path, 'a list'),
    ),
  record: (_keys: Shape, of: Shape) =>
    new Shape((value, path) =>
      Object.fromEntries(
        Object.entries(record(value, path)).map(([key, one]) => [key, of.read(one, `${path}.${key}`)]),
      ),
    ),
  discriminatedUnion: (key: string, variants: readonly ObjectShape[]) =>
    new Shape((value, path) => {
      const kind = record(value, path)[key]
      const variant = variants.find(({ fields }) => fields[key]?.safeParse(kind).success)
      return variant ? variant.read(value, path) : fail(`${path}.${key}`, 'a known kind')
    }),
}
