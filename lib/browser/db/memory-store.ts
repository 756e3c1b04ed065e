import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore, Prefs, StoredDraft, StoredUploadUrl } from './browser-store.ts'

/** Stands in where the browser keeps nothing: the same contract, gone with the page. */
export function createMemoryStore(): BrowserStore {
  const transfers = new Map<string, TransferRecord>()
  const urls = new Map<string, StoredUploadUrl>()
  const handles = new Map<string, FileSystemFileHandle>()
  const drafts = new Map<string, StoredDraft>()
  let prefs: Prefs = {}

  return {
    persistent: false,
    listTransfers: async () => [...transfers.values()],
    async saveTransfers({ put, remove }) {
      for (const record of put) transfers.set(record.id, record)
      for (const id of remove) {
        transfers.delete(id)
        urls.delete(id)
        handles.delete(id)
      }
    },
    findUploadUrl: async (transferId) => urls.get(transferId) ?? null,
    listUploadUrls: async () => [...urls.values()],
    saveUploadUrl: async (url) => void urls.set(url.transferId, url),
    removeUploadUrl: async (transferId) => void urls.delete(transferId),
    findFileHandle: async (transferId) => handles.get(transferId) ?? null,
    saveFileHandle: async (transferId, handle) => void handles.set(transferId, handle),
    removeFileHandle: async (transferId) => void handles.delete(transferId),
    findDraft: async (entryId) => drafts.get(entryId) ?? null,
    saveDraft: async (draft) => void drafts.set(draft.entryId, draft),
    removeDraft: async (entryId) => void drafts.delete(entryId),
    readPrefs: async () => prefs,
    async savePrefs(change) {
      prefs = { ...prefs, ...change }
    },
    close() {},
  }
}
