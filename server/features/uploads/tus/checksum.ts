import { createHash, type Hash, timingSafeEqual } from 'node:crypto'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** tus names them so, and so does Node; SHA-1 is the one every server must know. */
export const CHECKSUM_ALGORITHMS = ['sha1', 'sha256', 'sha512', 'md5'] as const
type Algorithm = (typeof CHECKSUM_ALGORITHMS)[number]

const DIGEST_BYTES: Record<Algorithm, number> = { sha1: 20, sha256: 32, sha512: 64, md5: 16 }

/** The checksum a client sent for one request body. */
export class BodyChecksum {
  readonly #expected: Uint8Array
  readonly #hash: Hash

  private constructor(algorithm: Algorithm, expected: Uint8Array) {
    this.#expected = expected
    this.#hash = createHash(algorithm)
  }

  /**
   * Reads Upload-Checksum ("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="); null when there is none.
   * @throws VaultError `checksum_algorithm_unsupported`, `bad_request`
   */
  static read(header: string | undefined): BodyChecksum | null {
    if (header === undefined) return null
    const [name = '', value = '', ...more] = header.split(' ')
    const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name)
    if (algorithm === undefined) {
      throw new VaultError('checksum_algorithm_unsupported', { details: { supported: CHECKSUM_ALGORITHMS } })
    }
    const expected = Buffer.from(value, 'base64')
    const canonical = expected.toString('base64') === value
    if (!canonical || more.length > 0 || expected.byteLength !== DIGEST_BYTES[algorithm]) {
      throw new VaultError('bad_request', { details: { header: 'Upload-Checksum' } })
    }
    return new BodyChecksum(algorithm, expected)
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk)
  }

  /** To be asked once, at the end of the body. */
  matches(): boolean {
    return timingSafeEqual(this.#hash.digest(), this.#expected)
  }
}
