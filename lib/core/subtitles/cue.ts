/** One line of a film's subtitles, as WebVTT shows it. */
export interface Cue {
  readonly startMs: number
  readonly endMs: number
  /** Escaped, with `<b>`, `<i>` and `<u>` where the author wanted them. */
  readonly text: string
  /** At the top of the picture instead of at its foot. */
  readonly isOnTop: boolean
}

/** A WebVTT file (https://www.w3.org/TR/webvtt1/), in the order of time. */
export function writeVtt(cues: readonly Cue[]): string {
  const blocks = [...cues]
    .filter(({ startMs, endMs, text }) => endMs > startMs && text !== '')
    .sort((a, b) => a.startMs - b.startMs)
    .map(
      ({ startMs, endMs, text, isOnTop }) =>
        `${vttTime(startMs)} --> ${vttTime(endMs)}${isOnTop ? ' line:0' : ''}\n${text}\n`,
    )
  return ['WEBVTT\n', ...blocks].join('\n')
}

function vttTime(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = ms / 1000
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`
}

/** Hours may be left out, and the part of a second has up to three digits behind a point or a comma; null for no time. */
export function readTime(text: string): number | null {
  const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d*)?$/.exec(text.trim())
  if (match === null) return null
  const [, hours = '0', minutes = '0', seconds = '0', rest = '0'] = match
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'))
}

/** Text of a stranger, as WebVTT spells it: no tags but bold, italics and underline, each closed. */
export function markUp(text: string): string {
  const escaped = text
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
  const open: string[] = []
  const marked = escaped.replace(/&lt;(\/?)([a-z]+)[^&]*?&gt;/gi, (_, slash: string, name: string) => {
    const tag = name.toLowerCase()
    if (!['b', 'i', 'u'].includes(tag)) return ''
    if (slash === '') {
      open.push(tag)
      return `<${tag}>`
    }
    if (open.at(-1) !== tag) return ''
    open.pop()
    return `</${tag}>`
  })
  const closed = open.reverse().map((tag) => `</${tag}>`)
  // A blank line would end the cue, and an arrow would begin another.
  return (marked + closed.join(''))
    .replace(/\n{2,}/g, '\n')
    .replace(/--&gt;/g, '&#8594;')
    .trim()
}
