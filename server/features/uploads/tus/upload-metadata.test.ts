import { expect, test } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { readUploadMetadata } from './upload-metadata.ts'

const encode = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

function refusal(header: string): Record<string, unknown> {
  try {
    readUploadMetadata(header)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'upload_metadata_invalid') return error.details
    throw error
  }
  throw new Error('was accepted')
}

test('reads every key of the contract', () => {
  const sha256 = 'ab'.repeat(32)
  const header = encode({
    filename: 'Ölbild 🎨.png',
    filetype: 'image/png',
    place: 'main',
    path: 'a/b',
    lastModified: '1700000000000',
    sha256,
    transferId: 't-1',
    conflict: 'skip',
  })
  expect(readUploadMetadata(header)).toEqual({
    filename: 'Ölbild 🎨.png',
    filetype: 'image/png',
    place: 'main',
    path: 'a/b',
    lastModified: 1_700_000_000_000,
    sha256,
    transferId: 't-1',
    conflict: 'skip',
  })
})

test('a name and a place are enough', () => {
  expect(readUploadMetadata(encode({ filename: 'a', place: 'main' }))).toMatchObject({
    path: '',
    conflict: 'keep',
    sha256: null,
  })
})

test('takes the names other clients use', () => {
  expect(readUploadMetadata(encode({ name: 'a.txt', type: 'text/plain', place: 'main' }))).toMatchObject({
    filename: 'a.txt',
    filetype: 'text/plain',
  })
})

test('keeps out of the way of keys it does not know, with or without a value', () => {
  const header = `${encode({ filename: 'a', place: 'main', relativePath: 'x' })},is_confidential`
  expect(readUploadMetadata(header).filename).toBe('a')
})

test.each([
  ['nothing', '', 'filename'],
  ['no file name', encode({ place: 'main' }), 'filename'],
  ['an empty file name', `filename ,${encode({ place: 'main' })}`, 'filename'],
  ['no place', encode({ filename: 'a' }), 'place'],
  ['a wrong hash', encode({ filename: 'a', place: 'm', sha256: 'AB' }), 'sha256'],
  ['a time that is none', encode({ filename: 'a', place: 'm', lastModified: '1e9' }), 'lastModified'],
  ['an unknown conflict rule', encode({ filename: 'a', place: 'm', conflict: 'destroy' }), 'conflict'],
  ['__proto__', `${encode({ filename: 'a', place: 'm' })},__proto__ e30=`, '__proto__'],
  ['constructor', `${encode({ filename: 'a', place: 'm' })},constructor e30=`, 'constructor'],
  ['the same key twice', `filename YQ==,filename Yg==`, 'filename'],
  ['a value that is not base64', 'filename a-_b', 'filename'],
  ['a value that is not UTF-8', `filename ${Buffer.from([0xff, 0xfe]).toString('base64')}`, 'filename'],
])('refuses %s by its key', (_what, header, key) => {
  expect(refusal(header).key).toBe(key)
})

test.each(['a b c', ',', 'filename YQ==,', 'fi\tle YQ==', 'fïle YQ=='])('refuses the malformed header %j', (header) => {
  expect(refusal(header).reason).toEqual(expect.any(String))
})
