import { ERROR_CODES, type ErrorCode } from './error-codes.ts'

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value)
}
