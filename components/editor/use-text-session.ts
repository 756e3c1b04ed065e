'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import type { BrowserStore } from '#lib/browser/db/browser-store.ts'
import { createTextDoor } from '#lib/browser/text/text-door.ts'
import { TextSession } from '#lib/browser/text/text-session.ts'
import { isUnsaved, type TextState } from '#lib/browser/text/text-state.ts'

/** After the last key, so that a draft is not written with each. */
const SETTLE_MS = 400
/** Changes come in bursts. */
const LOOK_MS = 150

/** One text, open for as long as the component is, and told of what others do. */
export function useTextSession(
  entryId: string,
  placeId: string,
  store: BrowserStore,
): { session: TextSession; state: TextState } {
  const api = useApi()
  const { live } = useFileEngines()
  const [session] = useState(() => {
    const later = (run: () => void) => {
      const timer = setTimeout(run, SETTLE_MS)
      return () => clearTimeout(timer)
    }
    const door = createTextDoor(api, (input, init) => fetch(input, init))
    return new TextSession({ entryId, door, drafts: store, now: () => Date.now(), later })
  })
  const state = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot)

  useEffect(() => void session.open(), [session])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const lookSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void session.look(), LOOK_MS)
    }
    const leave = live.join(placeId)
    const unlisten = live.listen(({ event, payload }) => {
      if ((event === 'place:changed' || event === 'joined') && payload.placeId === placeId) lookSoon()
    })
    window.addEventListener('focus', lookSoon)
    return () => {
      clearTimeout(timer)
      leave()
      unlisten()
      window.removeEventListener('focus', lookSoon)
    }
  }, [session, live, placeId])

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && void session.settle()
    const ask = (event: BeforeUnloadEvent) => {
      void session.settle()
      if (isUnsaved(session.getSnapshot())) event.preventDefault()
    }
    document.addEventListener('visibilitychange', hide)
    window.addEventListener('beforeunload', ask)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      window.removeEventListener('beforeunload', ask)
    }
  }, [session])

  return { session, state }
}
