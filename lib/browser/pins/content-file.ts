/**
 * The file that a content is put together in. Whoever fetches writes chunks, flushes, and only then marks them: a marked
 * chunk survives the end of the browser.
 */
export interface ContentFile {
  /** Fewer bytes than asked for when the file is shorter. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** @throws DOMException `QuotaExceededError` */
  write(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** What was written outlives the end of the browser when it resolves, unless it `keepsOnClose`. */
  flush(): Promise<void>
  /** Called once everything is written, before it is read back. */
  finish(sizeBytes: number): Promise<void>
  close(): Promise<void>
  /** Whether what was written is only there after `close`: then marks are kept until then. */
  readonly keepsOnClose: boolean
}
