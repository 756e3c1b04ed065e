/** The few DER shapes (X.690 section 10) that the certificate library has no class for. */

/** An element in memory of its own: a Buffer's would be a pool with other things in it. */
export function derElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bodyLength = contents.reduce((sum, content) => sum + content.length, 0)
  const parts = [Uint8Array.of(tag), encodeLength(bodyLength), ...contents]
  const element = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    element.set(part, offset)
    offset += part.length
  }
  return element
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.of(0x80 | bytes.length, ...bytes)
}

export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
}

/**
 * The elements that stand one after another in `bytes`.
 * @throws RangeError when they are cut short
 */
export function readDerElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  let offset = 0
  while (offset < bytes.length) {
    const tag = byteAt(bytes, offset++)
    let length = byteAt(bytes, offset++)
    if (length >= 0x80) {
      const lengthBytes = length & 0x7f
      if (lengthBytes === 0 || lengthBytes > 4) throw new RangeError('a DER length of this form is not read')
      length = 0
      for (let i = 0; i < lengthBytes; i++) length = length * 256 + byteAt(bytes, offset++)
    }
    if (offset + length > bytes.length) throw new RangeError('the DER element is cut short')
    elements.push({ tag, content: bytes.subarray(offset, offset + length) })
    offset += length
  }
  return elements
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset]
  if (byte === undefined) throw new RangeError('the DER element is cut short')
  return byte
}
