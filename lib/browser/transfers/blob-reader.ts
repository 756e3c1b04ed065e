import type { UploadOptions } from 'tus-js-client'

/** Reads the parts of a Blob for tus-js-client, the same in page, worker and tests: a slice copies nothing. */
export const BLOB_READER: NonNullable<UploadOptions['fileReader']> = {
  async openFile(source: Blob) {
    return {
      size: source.size,
      slice: async (start, end) => ({ value: source.slice(start, end), done: end >= source.size }),
      close() {},
    }
  },
}
