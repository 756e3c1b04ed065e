/** What browsers have and the DOM library of TypeScript does not know. */
interface FileSystemHandle {
  /** Chromium's; not of files in the origin private file system elsewhere. */
  queryPermission?(descriptor: { mode: 'read' | 'readwrite' }): Promise<PermissionState>
  requestPermission?(descriptor: { mode: 'read' | 'readwrite' }): Promise<PermissionState>
}

interface FileSystemFileHandle {
  /** In the origin private file system, in every browser that has one. */
  move(folder: FileSystemDirectoryHandle, name: string): Promise<void>
  move(name: string): Promise<void>
}

interface DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

interface Window {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>
}
