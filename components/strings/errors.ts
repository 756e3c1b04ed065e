import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** What a sentence may be made of: the parameters that came with the problem document. */
export interface ErrorFacts {
  text(name: string): string | undefined
  number(name: string): number | undefined
}

/** One sentence of what is wrong and one of what to do. */
export type ErrorWords = readonly [sentence: string, advice: string]
export type ErrorSentences = Record<ErrorCode, (facts: ErrorFacts) => ErrorWords>

export interface ExplainedError {
  code: ErrorCode | 'unexpected'
  sentence: string
  advice: string
  requestId: string | undefined
  /** The vault could not be reached at all. */
  offline: boolean
}

/** The code of whatever was thrown, or null when it was not a failure of the vault. */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof VaultError ? error.code : null
}

/** Seconds to wait that came with a 429, or null. */
export function retryAfterSeconds(error: unknown): number | null {
  const seconds = error instanceof VaultError ? error.details.retryAfterSeconds : null
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

/** Makes `explain` for one language. */
export function createExplain(sentences: ErrorSentences, unexpected: ErrorWords) {
  return (error: unknown): ExplainedError => {
    if (!(error instanceof VaultError)) {
      const [sentence, advice] = unexpected
      return { code: 'unexpected', sentence, advice, requestId: undefined, offline: false }
    }
    const { details } = error
    const facts: ErrorFacts = {
      text: (name) => (typeof details[name] === 'string' ? details[name] : undefined),
      number: (name) => (typeof details[name] === 'number' ? details[name] : undefined),
    }
    const [sentence, advice] = sentences[error.code](facts)
    return { code: error.code, sentence, advice, requestId: facts.text('requestId'), offline: details.offline === true }
  }
}
