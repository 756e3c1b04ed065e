import type { PreviousUpload, UrlStorage } from 'tus-js-client'
import type { BrowserStore } from '../db/browser-store.ts'

/**
 * The addresses of unfinished uploads in our own database, by the id the server knows a transfer by. tus-js-client
 * stops for good when its storage fails, so a full disk is swallowed here: the transfer's record has the address too.
 */
export function createTusUrlStorage(store: BrowserStore, now: () => number): UrlStorage {
  return {
    async findAllUploads() {
      return (await store.listUploadUrls().catch(() => [])).map(toPrevious)
    },
    async findUploadsByFingerprint(transferId) {
      const stored = await store.findUploadUrl(transferId).catch(() => null)
      return stored === null ? [] : [toPrevious(stored)]
    },
    async removeUpload(transferId) {
      await store.removeUploadUrl(transferId).catch(() => undefined)
    },
    async addUpload(transferId, upload) {
      if (upload.uploadUrl !== null) {
        const { uploadUrl, size } = upload
        const stored = { transferId, uploadUrl, sizeBytes: size ?? 0, createdAt: now() }
        await store.saveUploadUrl(stored).catch(() => undefined)
      }
      return transferId
    },
  }
}

function toPrevious(stored: {
  transferId: string
  uploadUrl: string
  sizeBytes: number
  createdAt: number
}): PreviousUpload {
  return {
    size: stored.sizeBytes,
    metadata: {},
    creationTime: new Date(stored.createdAt).toString(),
    urlStorageKey: stored.transferId,
    uploadUrl: stored.uploadUrl,
    parallelUploadUrls: null,
  }
}
