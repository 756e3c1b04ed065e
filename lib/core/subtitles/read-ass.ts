import { type Cue, markUp, readTime } from './cue.ts'

/** SubStation Alpha and its advanced form: who speaks and how it is drawn is left out, what is said stays. */
export function readAss(text: string): Cue[] {
  const cues: Cue[] = []
  let fields: string[] | null = null
  let isEvents = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const section = /^\s*\[(.+)\]\s*$/.exec(line)
    if (section !== null) isEvents = /^events$/i.test(section[1] ?? '')
    if (!isEvents) continue
    const [, key = '', value = ''] = /^\s*(Format|Dialogue)\s*:\s*(.*)$/i.exec(line) ?? []
    if (/^format$/i.test(key)) fields = value.split(',').map((name) => name.trim().toLowerCase())
    else if (/^dialogue$/i.test(key)) {
      const cue = readDialogue(value, fields ?? USUAL)
      if (cue !== null) cues.push(cue)
    }
  }
  return cues
}

const USUAL = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text']

function readDialogue(value: string, fields: readonly string[]): Cue | null {
  // Only the last field may have commas.
  const parts = value.split(',')
  const values = [...parts.slice(0, fields.length - 1), parts.slice(fields.length - 1).join(',')]
  const field = (name: string) => values[fields.indexOf(name)] ?? ''
  const startMs = readTime(field('start'))
  const endMs = readTime(field('end'))
  const raw = field('text')
  // A drawing is given as a text of numbers.
  if (startMs === null || endMs === null || /\{[^}]*\\p[1-9]/.test(raw)) return null
  const tagged = raw
    .replace(/\{([^}]*)\}/g, (_, codes: string) => tagsOf(codes))
    .replace(/\\N/g, '\n')
    .replace(/\\n/g, ' ')
    .replace(/\\h/g, '\u00a0')
  return { startMs, endMs, text: markUp(tagged), isOnTop: /\{[^}]*\\an[789]/.test(raw) }
}

function tagsOf(codes: string): string {
  return [...codes.matchAll(/\\([biu])([01])(?!\d)/g)].map(([, tag, on]) => `<${on === '1' ? '' : '/'}${tag}>`).join('')
}
