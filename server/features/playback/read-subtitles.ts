import { open } from 'node:fs/promises'
import { charsetOf } from '#lib/core/subtitles/charset.ts'
import { writeVtt } from '#lib/core/subtitles/cue.ts'
import { readAss } from '#lib/core/subtitles/read-ass.ts'
import { readSrt } from '#lib/core/subtitles/read-srt.ts'
import type { SubtitleName } from '#lib/core/subtitles/track-name.ts'

/** Of two hours that are spoken through, 200 kB; larger ones are something else. */
export const MOST_SUBTITLE_BYTES = 8 << 20

/** A file of subtitles as WebVTT; null when it is too large. */
export async function readSubtitles(path: string, { format, language }: SubtitleName): Promise<string | null> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > MOST_SUBTITLE_BYTES) return null
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0)
    const bytes = buffer.subarray(0, bytesRead)
    const text = new TextDecoder(charsetOf(bytes, language)).decode(bytes)
    return toVtt(format, text)
  } finally {
    await file.close()
  }
}

/** What is WebVTT already is read like SubRip, so that nothing of a stranger's styles and regions comes along. */
export function toVtt(format: SubtitleName['format'], text: string): string {
  return writeVtt(format === 'ass' ? readAss(text) : readSrt(text))
}
