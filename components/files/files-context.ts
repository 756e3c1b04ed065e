'use client'

import { createContext, useContext } from 'react'
import type { ReadMarks } from '#lib/browser/chat/read-marks.ts'
import type { JobTracker } from '#lib/browser/jobs/job-tracker.ts'
import type { FolderLists } from '#lib/browser/listing/folder-lists.ts'
import type { Slots } from '#lib/browser/listing/slots.ts'
import type { LiveClient } from '#lib/browser/live/live-client.ts'

/** The engines behind every list of entries; one of each per page. */
export interface FileEngines {
  lists: FolderLists
  live: LiveClient
  jobs: JobTracker
  reads: ReadMarks
  /** Pictures of entries load a few at a time, so that connections are left for what a person does. */
  pictures: Slots
}

export const FilesContext = createContext<FileEngines | null>(null)

export function useFileEngines(): FileEngines {
  const engines = useContext(FilesContext)
  if (!engines) throw new Error('useFileEngines needs a FilesProvider above')
  return engines
}
