'use client'

import { useCallback } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { Selector } from '#lib/contracts/http/entries.ts'
import { zipRoutes } from '#lib/contracts/http/zip.ts'
import { startDownload } from './download.ts'

/** Downloads a folder or a selection as one archive: asked for by a ticket, then handed to the browser. */
export function useZip() {
  const api = useApi()
  const toaster = useToaster()
  const { files, trash, errors } = useStrings()
  return useCallback(
    async (placeId: string, selectors: readonly Selector[], name: string): Promise<void> => {
      const [selector] = selectors
      if (selector === undefined) return
      if (selectors.length > 1) {
        toaster.show({ message: files.tooManyForZip })
        return
      }
      try {
        const params = { place: placeId }
        const { ticket, leftOut } = await api.call(zipRoutes.ticket, { params, body: { selector, name } })
        startDownload(api.href(zipRoutes.get, { params, query: { ticket } }), `${name}.zip`)
        if (leftOut > 0) toaster.show({ message: trash.zipLeftOut(leftOut) })
      } catch (error) {
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: `${sentence} ${advice}` })
      }
    },
    [api, toaster, files, trash, errors],
  )
}
