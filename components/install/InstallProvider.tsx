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
  useEffect(() => followLaunches(window, (path) => router.push(path)), [router])
  return <InstallContext value={watch}>{children}</InstallContext>
}
