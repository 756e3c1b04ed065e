import { decodeUtf8, encodeUtf8 } from '#lib/core/bytes/utf8.ts'
import { findFormBoundary } from '#lib/core/form/form-boundary.ts'
import { type FormEvent, FormParser } from '#lib/core/form/form-parser.ts'
import type { PartHeader } from '#lib/core/form/part-header.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import { type SharedWords, textFileOf } from '#lib/core/share/shared-text.ts'
import type { Inbox, InboxDraft } from './inbox.ts'
import type { InboxFile } from './inbox-share.ts'

/** `empty`: nothing came, as some browsers do. `full`: no room on this device. `broken`: it was cut off on its way. */
export type Received = { kind: 'kept'; id: string } | { kind: 'empty' | 'full' | 'broken' | 'failed' }

export interface SharedForm {
  contentType: string
  body: ReadableStream<Uint8Array> | null
}

/** Of title, text and link together: more is a file. */
const LONGEST_WORDS = 4 * 1024 * 1024
/** Each write is a message to another process: small pieces are put together first. */
const PIECE_BYTES = 1024 * 1024

class BrokenForm extends Error {}

/** Puts a form of a share sheet into the inbox as it arrives, however large it is. */
export async function receiveForm(inbox: Inbox, form: SharedForm, now: () => number): Promise<Received> {
  const boundary = findFormBoundary(form.contentType)
  if (boundary === null || form.body === null) return { kind: 'empty' }
  const { body } = form
  try {
    const share = await inbox.keep((draft) => new FormReceiver(draft, now).receive(body, new FormParser(boundary)))
    return share === null ? { kind: 'empty' } : { kind: 'kept', id: share.id }
  } catch (error) {
    await body.cancel().catch(() => undefined)
    if (error instanceof BrokenForm) return { kind: 'broken' }
    return { kind: error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'failed' }
  }
}

class FormReceiver {
  readonly #draft: InboxDraft
  readonly #now: () => number
  readonly #files: InboxFile[] = []
  readonly #words: Record<keyof SharedWords, string> = { title: '', text: '', url: '' }
  /** The part that is being read: a file, words, or something that nobody asked for. */
  #part: FilePart | WordsPart | null = null
  #wordsBytes = 0

  constructor(draft: InboxDraft, now: () => number) {
    this.#draft = draft
    this.#now = now
  }

  async receive(body: ReadableStream<Uint8Array>, parser: FormParser): Promise<InboxFile[]> {
    const reader = body.getReader()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        for (const event of done ? parser.end() : parser.push(value)) await this.#take(event)
        if (done) break
      }
    } catch (error) {
      if (this.#part?.kind === 'file') await this.#part.writer.abort()
      throw error
    } finally {
      reader.releaseLock()
    }
    const text = textFileOf(this.#words)
    if (text !== null) await this.#write(text.name, 'text/plain', encodeUtf8(text.text))
    // A browser that lost what was shared sends its names without a byte.
    return this.#files.some(({ sizeBytes }) => sizeBytes > 0) ? this.#files : []
  }

  async #take(event: FormEvent): Promise<void> {
    switch (event.kind) {
      case 'part':
        this.#part = await this.#begin(event.header)
        break
      case 'data':
        await this.#add(event.bytes)
        break
      case 'partEnd':
        await this.#finish()
        break
      case 'broken':
        throw new BrokenForm(event.problem)
      case 'end':
        break
    }
  }

  async #begin({ name, filename, contentType }: PartHeader): Promise<FilePart | WordsPart | null> {
    if (filename !== null) {
      // An input in which nothing was chosen.
      return filename === '' ? null : this.#beginFile(filename, contentType)
    }
    return name === 'title' || name === 'text' || name === 'url' ? { kind: 'words', name, pieces: [] } : null
  }

  async #beginFile(filename: string, mimeType: string): Promise<FilePart> {
    const stored = String(this.#files.length)
    const writer = new PieceWriter(await this.#draft.create(stored))
    // Some systems give the path with it; the folders of a phone are nobody's business.
    const name = safeName(filename.split(/[/\\]/u).at(-1) || filename)
    return { kind: 'file', stored, name, mimeType, writer }
  }

  async #add(bytes: Uint8Array): Promise<void> {
    const part = this.#part
    if (part?.kind === 'file') await part.writer.write(bytes)
    if (part?.kind !== 'words') return
    this.#wordsBytes += bytes.length
    if (this.#wordsBytes > LONGEST_WORDS) throw new BrokenForm('limits')
    part.pieces.push(bytes.slice())
  }

  async #finish(): Promise<void> {
    const part = this.#part
    this.#part = null
    if (part?.kind === 'words') this.#words[part.name] = decodeUtf8(joined(part.pieces)) ?? ''
    if (part?.kind !== 'file') return
    const { stored, name, mimeType, writer } = part
    const sizeBytes = await writer.close()
    this.#files.push({ name, sizeBytes, mimeType, lastModifiedMs: this.#now(), stored, handle: null })
  }

  async #write(name: string, mimeType: string, bytes: Uint8Array): Promise<void> {
    this.#part = await this.#beginFile(name, mimeType)
    await this.#add(bytes)
    await this.#finish()
  }
}

interface FilePart {
  kind: 'file'
  stored: string
  name: string
  mimeType: string
  writer: PieceWriter
}

interface WordsPart {
  kind: 'words'
  name: keyof SharedWords
  pieces: Uint8Array[]
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Waits for each write, so that no more than one piece is in memory. */
class PieceWriter {
  readonly #file: FileSystemWritableFileStream
  readonly #piece = new Uint8Array(PIECE_BYTES)
  #filled = 0
  #sizeBytes = 0

  constructor(file: FileSystemWritableFileStream) {
    this.#file = file
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const taken = bytes.subarray(at, at + PIECE_BYTES - this.#filled)
      this.#piece.set(taken, this.#filled)
      this.#filled += taken.length
      at += taken.length
      if (this.#filled === PIECE_BYTES) await this.#flush()
    }
  }

  /** @returns how many bytes the file has */
  async close(): Promise<number> {
    await this.#flush()
    await this.#file.close()
    return this.#sizeBytes
  }

  async abort(): Promise<void> {
    await this.#file.abort().catch(() => undefined)
  }

  async #flush(): Promise<void> {
    if (this.#filled === 0) return
    await this.#file.write(this.#piece.subarray(0, this.#filled))
    this.#sizeBytes += this.#filled
    this.#filled = 0
  }
}
