import type { ServerResponse } from 'node:http'
import { crc32 } from 'node:zlib'
import { dataDescriptor, directoryEntry, endOfZip, localHeader, memberBytes } from '#lib/core/archive/zip-layout.ts'
import { contentDisposition } from '#lib/core/bytes/content-disposition.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { Buffers } from '../content/buffers.ts'
import { Descriptor } from '../content/descriptors.ts'
import { sendRange } from '../content/send-range.ts'
import { isSameContent } from '../disk/file-facts.ts'
import { openFile } from '../disk/open-file.ts'
import type { PlannedMember, ZipPlan } from './plan-zip.ts'

const DIRECTORY_PART_BYTES = 64 * 1024

export interface SendZipDeps {
  rootOf(placeId: PlaceId): Promise<string>
}

/**
 * Streams an archive. What must hold: a member is sent only as the very content that was planned, and every checksum is
 * of the bytes that were sent; whatever differs ends the connection before its length is reached.
 */
export class SendZip {
  readonly #deps: SendZipDeps
  readonly #buffers = new Buffers()

  constructor(deps: SendZipDeps) {
    this.#deps = deps
  }

  /** @throws VaultError `content_changed`, `content_missing`, `place_offline`: before the first byte as an answer */
  async send(plan: ZipPlan, name: string, response: ServerResponse): Promise<void> {
    const { members, layout } = plan
    const checksums = new Uint32Array(members.length)
    // What closes a member leaves together with what opens the next.
    let before: Uint8Array[] = []
    let begun = false
    const begin = () => {
      if (begun) return
      begun = true
      response.writeHead(200, {
        'content-type': 'application/zip',
        'content-length': layout.totalBytes,
        'content-disposition': contentDisposition('attachment', `${name}.zip`),
        'accept-ranges': 'none',
        'cache-control': 'private, no-store, no-transform',
      })
    }
    for (const [index, member] of members.entries()) {
      if (response.destroyed) return
      before.push(localHeader(member))
      if (member.file !== null && member.sizeBytes > 0) {
        const opening = before
        before = []
        checksums[index] = await this.#sendMember(member, response, async () => {
          begin()
          await write(response, Buffer.concat(opening))
        })
      }
      before.push(dataDescriptor(member, checksums[index] ?? 0))
    }
    begin()
    await write(response, Buffer.concat(before))
    await sendDirectory(plan, checksums, response)
    if (!response.destroyed) response.end(endOfZip(layout))
  }

  /** @returns the CRC-32 of what was sent */
  async #sendMember(
    { file, sizeBytes }: PlannedMember,
    response: ServerResponse,
    open: () => Promise<void>,
  ): Promise<number> {
    if (file === null) return 0
    const opened = await openFile(await this.#deps.rootOf(file.placeId), file.path)
    const descriptor = new Descriptor(opened, new Uint8Array(), 0).take()
    // Nobody else gets it, so it is closed with its release.
    descriptor.drop()
    try {
      if (!isSameContent(opened.facts, file.facts)) throw new VaultError('content_changed')
      await open()
      let checksum = 0
      const seen = (bytes: Uint8Array) => {
        checksum = crc32(bytes, checksum)
      }
      await sendRange(response, descriptor, { start: 0, end: sizeBytes - 1 }, this.#buffers, () => {}, seen)
      return checksum
    } finally {
      descriptor.release()
    }
  }
}

async function sendDirectory({ members }: ZipPlan, checksums: Uint32Array, response: ServerResponse): Promise<void> {
  let offset = 0
  let part: Uint8Array[] = []
  let partBytes = 0
  for (const [index, member] of members.entries()) {
    const entry = directoryEntry(member, checksums[index] ?? 0, offset)
    offset += memberBytes(member)
    part.push(entry)
    partBytes += entry.length
    if (partBytes < DIRECTORY_PART_BYTES) continue
    await write(response, Buffer.concat(part))
    if (response.destroyed) return
    part = []
    partBytes = 0
  }
  await write(response, Buffer.concat(part))
}

/** Resolves when the bytes have left for the kernel, or the client has gone. */
function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed || bytes.length === 0) return resolve()
    const gone = (): void => resolve()
    response.once('close', gone)
    response.write(bytes, () => {
      response.off('close', gone)
      resolve()
    })
  })
}
