'use client'

import { useSyncExternalStore } from 'react'
import { isApple, KEY_TABLE, type KeyId, keyName } from './key-table.ts'

/** The first key of a row, also while the page is rendered to a file: that one has the names of most keyboards. */
export function useKeyName(id: KeyId): string {
  const onApple = useSyncExternalStore(subscribeToNothing, isApple, () => false)
  return keyName(KEY_TABLE[id].keys[0], onApple)
}

const subscribeToNothing = () => () => {}
