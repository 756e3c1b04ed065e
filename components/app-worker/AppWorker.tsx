'use client'

import { useAppWorker } from './use-app-worker.ts'
import { useNewerToast } from './use-newer-toast.ts'

/** The worker of the app, as far as a page has to do with it. Draws nothing itself. */
export function AppWorker() {
  useNewerToast(useAppWorker())
  return null
}
