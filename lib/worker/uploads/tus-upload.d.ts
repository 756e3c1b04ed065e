/** The part of tus-js-client below its entry for browsers, which has no types of its own. */
declare module 'tus-js-client/lib.esm/upload.js' {
  import type { Upload, UploadOptions } from 'tus-js-client'
  export default class BaseUpload extends Upload {
    static defaultOptions: UploadOptions
  }
}
