/** For the dedicated worker that copies files, and from it. */
export interface KeepRequest {
  storeName: string
  /** Of the transfer. */
  id: string
  file: File
}

/** `full`: this device has no room. `failed`: the file cannot be read any more, or the browser keeps nothing. */
export type KeepAnswer = 'kept' | 'full' | 'failed'
