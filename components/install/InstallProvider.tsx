'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { followLaunches } from '#lib/browser/install/follow-launches.ts'
import { type InstallWatch, watchInstall } from '#lib/browser/install/install-watch.ts'
import { InstallContext } from './install-context.ts'

/** Listens from the first moment on: a browser offers to install a page only once, whatever is shown in it then. */
export function InstallProvider({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [watch, setWatch] = useState<InstallWatch | null>(null)
  useEffect(() => {
    const opened = watchInstall(window)
    setWatch(opened)
    return () => opened.close()
  }, [])
  useEffect(() => {
    const go = (path: string) => router.push(path)
    followLaunches(window, { go, take: (files) => void keepOpened(files).then(go) })
  }, [router])
  return <InstallContext value={watch}>{children}</InstallContext>
}

/** What is opened with the app waits where shared files do. @returns the address that asks where it should go */
async function keepOpened(files: readonly FileSystemFileHandle[]): Promise<string> {
  try {
    const { keepOpenedFiles } = await import('#lib/browser/share/keep-opened-files.ts')
    return `/share?${new URLSearchParams({ id: await keepOpenedFiles(files) })}`
  } catch {
    return '/share?problem=failed'
  }
}
