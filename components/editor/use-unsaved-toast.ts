'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent } from 'react'
import { formatPlaceAddress } from '#components/files/page/place-address.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import { isUnsaved } from '#lib/browser/text/text-state.ts'
import { useEditorStrings } from './use-editor-strings.ts'

/** Left without an answer, by a jump in the history or by the palette: says where what was written is, and leads back. */
export function useUnsavedToast(session: TextSession, entryId: string, placeId: string, isKept: boolean): void {
  const editor = useEditorStrings()
  const toaster = useToaster()
  const router = useRouter()
  const tell = useEffectEvent(() => {
    const state = session.getSnapshot()
    if (state.kind !== 'open' || !isUnsaved(state)) return
    toaster.show({
      message: editor.leftUnsaved(state.entry.name, isKept),
      action: {
        label: editor.goOn,
        onPress: () => router.push(formatPlaceAddress({ place: placeId, entry: entryId, edit: true })),
      },
    })
  })
  useEffect(() => () => tell(), [])
}
