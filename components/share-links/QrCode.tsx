'use client'

import { useQuery } from '@tanstack/react-query'
import { useShareLinkStrings } from './use-share-link-strings.ts'

/** Modules of quiet around the code (ISO/IEC 18004 asks for four). */
const QUIET = 4

/** A QR code, drawn in the page: nobody else is asked. Black on white in both themes, for cameras expect that. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const words = useShareLinkStrings()
  const drawing = useQuery({
    queryKey: ['qr', text],
    queryFn: async () => draw(text, (await import('qrcode')).default),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: 1,
  })
  if (drawing.isError) return <p className="text-body text-ink2">{words.qrFailed}</p>
  const { size, path } = drawing.data ?? { size: 33, path: '' }
  return (
    <svg
      role="img"
      aria-label={words.qrOf(name)}
      aria-busy={drawing.isPending}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto w-full max-w-60 rounded-card"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}

function draw(text: string, library: Pick<typeof import('qrcode'), 'create'>): { size: number; path: string } {
  const { modules } = library.create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`
    }
  }
  return { size: modules.size + 2 * QUIET, path }
}
