import type { Upload as TusUpload, UploadOptions } from 'tus-js-client'
import BaseUpload from 'tus-js-client/lib.esm/upload.js'

/**
 * What the service worker has of tus-js-client: the protocol alone. Reading files, storing addresses and XMLHttpRequest are
 * for pages; here the uploader brings its own (lib/browser/transfers/tus-uploader.ts).
 */
export class Upload extends BaseUpload {
  constructor(source: TusUpload['file'], options: UploadOptions) {
    super(source, { ...BaseUpload.defaultOptions, ...options })
  }

  static override terminate(url: string, options: UploadOptions): Promise<void> {
    return BaseUpload.terminate(url, { ...BaseUpload.defaultOptions, ...options })
  }
}
