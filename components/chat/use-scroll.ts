'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** So near the end counts as being there. */
const NEAR_PX = 48
/** So near the beginning, earlier messages are read. */
const EARLY_PX = 500

/**
 * Keeps a conversation where its reader is: at the end it follows what comes, further up nothing moves, also when
 * earlier messages are put above.
 * @param firstId of the first message, lastId of the last line: what tells the two ends apart
 */
export function useScroll(
  scroller: RefObject<HTMLElement | null>,
  lines: { firstId: string; lastId: string; isOwnLast: boolean },
  onEarly: () => void,
): { isAtEnd: boolean; toEnd: () => void; onScroll: () => void } {
  const [isAtEnd, setAtEnd] = useState(true)
  const atEnd = useRef(true)
  const before = useRef({ firstId: '', lastId: '', fromEnd: 0 })

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [scroller])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const fromEnd = box.scrollHeight - box.scrollTop
    before.current.fromEnd = fromEnd
    atEnd.current = fromEnd - box.clientHeight < NEAR_PX
    setAtEnd(atEnd.current)
    if (box.scrollTop < EARLY_PX) onEarly()
  }, [scroller, onEarly])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when one of the ends is another
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const { firstId, lastId, fromEnd } = before.current
    const isNewEnd = lastId !== lines.lastId
    if (isNewEnd && (atEnd.current || lines.isOwnLast)) toEnd()
    // Above the reader something was put: what was in sight stays where it was.
    else if (firstId !== '' && firstId !== lines.firstId) box.scrollTop = box.scrollHeight - fromEnd
    before.current = { firstId: lines.firstId, lastId: lines.lastId, fromEnd: box.scrollHeight - box.scrollTop }
  }, [lines.firstId, lines.lastId])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    // The keyboard came, a picture was loaded, the panel grew.
    const observer = new ResizeObserver(() => atEnd.current && toEnd())
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    return () => observer.disconnect()
  }, [scroller, toEnd])

  return { isAtEnd, toEnd, onScroll }
}
