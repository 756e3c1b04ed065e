import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'

/** For worker threads, where blocking is the point. */
export function syncFile(path: string): void {
  // Windows flushes only what is open for writing.
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Makes the names in a folder durable. Windows has no such call, and keeps its journal itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export function renameDurably(from: string, to: string, folder: string): void {
  renameSync(from, to)
  syncFolder(folder)
}
