import { type Cue, markUp, readTime } from './cue.ts'

const TIMES = /^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)/

/** SubRip, as it is found: with or without numbers, with points for commas, and codes of other formats in its text. */
export function readSrt(text: string): Cue[] {
  const cues: Cue[] = []
  let current: { startMs: number; endMs: number; lines: string[] } | null = null
  const end = () => {
    if (current === null) return
    const { startMs, endMs, lines } = current
    const raw = lines.join('\n')
    cues.push({
      ...{ startMs, endMs },
      text: markUp(raw.replace(/\{\\[^}]*\}/g, '')),
      isOnTop: /\{\\an[789]\}/.test(raw),
    })
    current = null
  }
  const lines = text.split(/\r\n|\r|\n/)
  for (const [index, line] of lines.entries()) {
    const times = TIMES.exec(line)
    const startMs = readTime(times?.[1] ?? '')
    const endMs = readTime(times?.[2] ?? '')
    if (startMs !== null && endMs !== null) {
      end()
      current = { startMs, endMs, lines: [] }
    } else if (current !== null && !(/^\s*\d+\s*$/.test(line) && TIMES.test(lines[index + 1] ?? ''))) {
      current.lines.push(line)
    }
  }
  end()
  return cues
}
