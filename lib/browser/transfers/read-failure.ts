import type { UploadFailure } from './uploader.ts'

/**
 * Whether a file cannot be read any more, which browsers report as a failed request: they refuse to send a file that
 * was changed since it was chosen (NotReadableError), or is gone (NotFoundError). Null when it can be read.
 */
export async function readFailureOfSource(source: Blob): Promise<UploadFailure | null> {
  try {
    await source.slice(0, 1).arrayBuffer()
    return null
  } catch (error) {
    const isGone = error instanceof DOMException && error.name === 'NotFoundError'
    return { kind: isGone ? 'sourceLost' : 'sourceChanged' }
  }
}
