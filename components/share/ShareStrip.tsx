'use client'

import { useEffect, useState } from 'react'
import { MiddleName } from '#components/files/view/MiddleName.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { KIND_LOOKS } from '#components/ui/kinds.ts'
import { useObjectUrl } from '#components/uploads/use-object-url.ts'
import type { WaitingFile } from './waiting-file.ts'

/** More are counted: nobody scrolls through a hundred, and each picture costs memory. */
const SHOWN = 24

/** What came: pictures as they are, everything else as its kind, each with its name. */
export function ShareStrip({
  files,
  words,
}: {
  files: readonly WaitingFile[]
  words: { label: string; more: (n: number) => string }
}) {
  const shown = files.slice(0, SHOWN)
  return (
    // Focusable, so that the arrow keys scroll it.
    <ul
      aria-label={words.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="-mx-5 flex shrink-0 gap-2 overflow-x-auto px-5 py-1 -outline-offset-2"
    >
      {shown.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files of one share may have one name, and none ever moves
        <li key={index} className="flex w-28 shrink-0 flex-col gap-1.5">
          <ShareThumb file={file} />
          <MiddleName name={file.name} className="text-caption text-ink2" />
        </li>
      ))}
      {files.length > SHOWN ? (
        <li className="flex h-28 w-28 shrink-0 items-center justify-center rounded-tile bg-sunken text-label text-ink2">
          {words.more(files.length - SHOWN)}
        </li>
      ) : null}
    </ul>
  )
}

function ShareThumb({ file }: { file: WaitingFile }) {
  const [bytes, setBytes] = useState<File | null>(null)
  const [isBroken, setBroken] = useState(false)
  const isPicture = file.kind === 'photo'
  useEffect(() => {
    if (!isPicture) return
    let isOver = false
    void file.read().then((read) => !isOver && setBytes(read))
    return () => {
      isOver = true
    }
  }, [file, isPicture])
  const url = useObjectUrl(bytes)
  const look = KIND_LOOKS[file.kind]
  return (
    <span
      aria-hidden
      data-glaze={look.glaze}
      className="relative flex h-28 w-28 items-center justify-center overflow-hidden rounded-tile glaze-tile"
    >
      {url === null || isBroken ? (
        <Icon of={look.icon} size={28} />
      ) : (
        // biome-ignore lint/performance/noImgElement: a file of this device
        <img src={url} alt="" decoding="async" onError={() => setBroken(true)} className="size-full object-cover" />
      )}
    </span>
  )
}
