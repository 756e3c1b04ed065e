interface Described {
  type: string
  message: string
  code?: string
  stack?: string
  cause?: Described
}

const MAX_CAUSES = 4

/** What a log keeps of an error: never its other fields, which may hold what somebody sent. */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutSecrets(String(error)) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause !== undefined && depth < MAX_CAUSES ? { cause: describeError(error.cause, depth + 1) } : {}
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...code,
    ...(error.stack === undefined ? {} : { stack: withoutSecrets(error.stack) }),
    ...cause,
  }
}

/** What was written by others and may hold a secret: queries of addresses, long tokens, `pass:` texts. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/pass:\S+/gi, 'pass:…')
    .replace(/\?[^\s'")]*=[^\s'")]*/g, '?…')
    .replace(/(?:bearer\s+|hearth[a-z0-9-]*=)[^\s;,]+/gi, '…')
    .replace(/\$argon2[^\s]*/g, '…')
    .replace(/[A-Za-z0-9_-]{40,}/g, '…')
}
