'use client'

import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'

/**
 * A part that most visits never open, such as a dialog: its code stays out of the first load, is fetched once the page
 * is idle, and is drawn from the first time it is open. It is kept afterwards, so that it can fade away.
 *
 * @param load `() => import('./X.tsx').then((module) => module.X)`
 */
export function lazyPart<Props extends { isOpen: boolean }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }))
  return function LazyPart(props: Props) {
    const [wasOpen, setWasOpen] = useState(props.isOpen)
    if (props.isOpen && !wasOpen) setWasOpen(true)
    useEffect(() => whenIdle(() => void load().catch(ignored)), [])
    if (!wasOpen) return null
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  }
}

/** The fetch was only ahead of time: when the part is really opened, its failure is shown. */
const ignored = () => {}

function whenIdle(run: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 1500)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: 5000 })
  return () => cancelIdleCallback(handle)
}
