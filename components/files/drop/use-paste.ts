'use client'

import { useEffect, useEffectEvent } from 'react'
import type { FolderActions } from '../page/use-folder-actions.ts'
import { isElsewhere } from '../page/use-folder-keys.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'
import { walkDropped } from './walk-dropped.ts'

/** A browser with an empty clipboard says nothing of a paste; so long its event is waited for. */
const SILENCE_MS = 80

/** Pastes files of this device, or else the entries that were cut or copied here. */
export function usePaste(page: FolderPageState, actions: FolderActions): void {
  const { place, path } = page

  const pasteEntries = useEffectEvent(() => {
    if (place.may.change && actions.clipboard !== null) void actions.paste(path)
  })
  const pasteFiles = useEffectEvent((data: DataTransfer | null): boolean => {
    if (!place.may.upload || !data || data.files.length === 0) return false
    void walkDropped(data).then((chosen) => actions.addFiles(chosen, path))
    return true
  })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const press = (event: KeyboardEvent) => {
      const isPaste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v'
      if (!isPaste || event.repeat || isElsewhere(event.target)) return
      clearTimeout(timer)
      timer = setTimeout(pasteEntries, SILENCE_MS)
    }
    const paste = (event: ClipboardEvent) => {
      if (isElsewhere(event.target)) return
      clearTimeout(timer)
      event.preventDefault()
      if (!pasteFiles(event.clipboardData)) pasteEntries()
    }
    document.addEventListener('keydown', press)
    document.addEventListener('paste', paste)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', press)
      document.removeEventListener('paste', paste)
    }
  }, [])
}
