import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { BodyChecksum } from './checksum.ts'
import { readCreationLength, readOffset, requireOffsetStream, requireTusVersion } from './tus-headers.ts'

function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof VaultError) return error.code
    throw error
  }
  return 'accepted'
}

test.each(['1e+21', '-1', '1.5', '0x10', '01', '', ' 1', '9007199254740992', '1, 2', '1e3', 'NaN', 'Infinity'])(
  'Upload-Length %j is no size',
  (value) => {
    expect(codeOf(() => readCreationLength({ 'upload-length': value }))).toBe('upload_length_invalid')
  },
)

test('a length is a plain number up to what is held exactly', () => {
  expect(readCreationLength({ 'upload-length': '0' })).toBe(0)
  expect(readCreationLength({ 'upload-length': '9007199254740991' })).toBe(Number.MAX_SAFE_INTEGER)
})

test('a length is told or deferred, never both, never neither', () => {
  expect(readCreationLength({ 'upload-defer-length': '1' })).toBeNull()
  expect(codeOf(() => readCreationLength({}))).toBe('upload_length_invalid')
  expect(codeOf(() => readCreationLength({ 'upload-defer-length': '2' }))).toBe('upload_length_invalid')
  expect(codeOf(() => readCreationLength({ 'upload-length': '1', 'upload-defer-length': '1' }))).toBe(
    'upload_length_invalid',
  )
})

test('an offset must be there and be a size', () => {
  expect(readOffset({ 'upload-offset': '7' })).toBe(7)
  expect(codeOf(() => readOffset({}))).toBe('bad_request')
  expect(codeOf(() => readOffset({ 'upload-offset': '-7' }))).toBe('bad_request')
})

test('the protocol is 1.0.0 and the body an offset stream', () => {
  expect(codeOf(() => requireTusVersion({}))).toBe('tus_version_unsupported')
  expect(codeOf(() => requireTusVersion({ 'tus-resumable': '0.2.2' }))).toBe('tus_version_unsupported')
  expect(codeOf(() => requireOffsetStream({}))).toBe('unsupported_media_type')
  expect(codeOf(() => requireOffsetStream({ 'content-type': 'application/octet-stream' }))).toBe(
    'unsupported_media_type',
  )
})

test('a checksum of a body is compared at its end', () => {
  for (const algorithm of ['sha1', 'sha256', 'sha512', 'md5']) {
    const digest = createHash(algorithm).update('hello').digest('base64')
    const right = BodyChecksum.read(`${algorithm} ${digest}`)
    right?.update(Buffer.from('hel'))
    right?.update(Buffer.from('lo'))
    expect(right?.matches()).toBe(true)
    const wrong = BodyChecksum.read(`${algorithm} ${digest}`)
    wrong?.update(Buffer.from('hellO'))
    expect(wrong?.matches()).toBe(false)
  }
})

test('a checksum that cannot be one is refused before the body', () => {
  expect(BodyChecksum.read(undefined)).toBeNull()
  expect(codeOf(() => BodyChecksum.read('crc32 AAAA'))).toBe('checksum_algorithm_unsupported')
  expect(codeOf(() => BodyChecksum.read('__proto__ AAAA'))).toBe('checksum_algorithm_unsupported')
  expect(codeOf(() => BodyChecksum.read('sha1 AAAA'))).toBe('bad_request')
  expect(codeOf(() => BodyChecksum.read('sha1 .fsdaq-'))).toBe('bad_request')
  expect(codeOf(() => BodyChecksum.read('sha1'))).toBe('bad_request')
})
