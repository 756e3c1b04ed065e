import type { IncomingMessage } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { unlessStalled } from './stalled-body.ts'

const MAX_BODY_BYTES = 1024 * 1024
const POISON = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads a JSON body of at most 1 MiB.
 * @throws VaultError unsupported_media_type, request_too_large, request_stalled, bad_request
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new VaultError('unsupported_media_type', { details: { expected: 'application/json' } })
  }
  return parseJson(await unlessStalled(request, readBytes(request)))
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Leaving the loop must not destroy the request: its connection would never answer again.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // Node's request streams yield buffers unless an encoding was set, which nobody does here.
    const bytes = chunk as Buffer
    length += bytes.length
    if (length > MAX_BODY_BYTES) throw new VaultError('request_too_large', { details: { maxBytes: MAX_BODY_BYTES } })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return JSON.parse(text, refusePoison)
  } catch (cause) {
    if (cause instanceof VaultError) throw cause
    throw new VaultError('bad_request', { details: { reason: 'json' }, cause })
  }
}

/** Keys that reach a prototype have no business in any contract. */
function refusePoison(key: string, value: unknown): unknown {
  if (POISON.has(key)) throw new VaultError('bad_request', { details: { reason: 'key', key } })
  return value
}
