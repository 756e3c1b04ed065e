import { escapeHtml } from '../escape-html.ts'

/** Line icons of a 24 grid, drawn for these pages. */
const ICONS = {
  gear: '<circle cx="12" cy="12" r="3.2"/><path d="M12 3.5v2.3M12 18.2v2.3M3.5 12h2.3M18.2 12h2.3M6 6l1.6 1.6M16.4 16.4 18 18M6 18l1.6-1.6M16.4 7.6 18 6"/>',
  share: '<path d="M12 14.5V4M8.5 7.2 12 3.7l3.5 3.5M8 10.5H6.2v9.3h11.6v-9.3H16"/>',
  plus: '<rect x="4.5" y="4.5" width="15" height="15" rx="3.5"/><path d="M12 8.5v7M8.5 12h7"/>',
  file: '<path d="M7 3.8h6.5L18 8.3v11.9H7zM13.3 4v4.6H18"/><path d="M9.8 13.2h5.4M9.8 16.3h3.6"/>',
  shield: '<path d="M12 3.5 18.8 6v5.4c0 4.3-2.8 7.3-6.8 9.1-4-1.8-6.8-4.8-6.8-9.1V6z"/>',
  search: '<circle cx="10.8" cy="10.8" r="5.8"/><path d="m15.2 15.2 4.6 4.6"/>',
  key: '<circle cx="8.3" cy="15.2" r="4"/><path d="m11.3 12.3 7.6-7.6M16 7.6l2.6 2.6"/>',
  chevron: '<path d="m9.5 6 6 6-6 6"/>',
  check: '<path d="m5.5 12.5 4.3 4.3 8.7-9.3"/>',
} as const
type IconName = keyof typeof ICONS

export function drawIcon(name: IconName, size = 22): string {
  return `<svg aria-hidden="true" width="${size}" height="${size}" viewBox="0 0 24 24">${ICONS[name]}</svg>`
}

/** One row of a settings page, as the person will meet it. */
export interface DrawnRow {
  readonly icon?: IconName
  readonly text: string
  /** What stands at its end: an arrow that leads on, a switch, a ticked box, or the button to press. */
  readonly end?: 'chevron' | 'switch' | 'tick' | { readonly button: string }
  /** The one to tap. */
  readonly tap?: true
}

/** A drawing of the very rows to tap. The step beside it says the same in words, so it is hidden from readers. */
export function drawRows(rows: readonly DrawnRow[]): string {
  return `<div class="drawing" aria-hidden="true">${rows.map(drawRow).join('')}</div>`
}

function drawRow({ icon, text, end, tap }: DrawnRow): string {
  const picture = icon === undefined ? '' : `<span class="badge">${drawIcon(icon, 20)}</span>`
  return `<div class="row${tap === true ? ' tap' : ''}">${picture}<span class="text">${escapeHtml(text)}</span>${drawEnd(end)}</div>`
}

function drawEnd(end: DrawnRow['end']): string {
  if (end === undefined) return ''
  if (typeof end === 'object') return `<span class="press">${escapeHtml(end.button)}</span>`
  if (end === 'chevron') return drawIcon('chevron', 20)
  if (end === 'tick') {
    return '<svg aria-hidden="true" class="box" width="20" height="20" viewBox="0 0 20 20"><rect x="1" y="1" width="18" height="18" rx="5"/><path d="m5.5 10.3 3 3 6-6.4"/></svg>'
  }
  return '<svg aria-hidden="true" class="switch" width="42" height="26" viewBox="0 0 42 26"><rect width="42" height="26" rx="13"/><circle cx="29" cy="13" r="10.5"/></svg>'
}

/** The mark (look.md): a stone with an arched opening and one ember. */
export const MARK =
  '<svg aria-hidden="true" class="mark" width="26" height="26" viewBox="0 0 48 48"><path fill-rule="evenodd" d="M16 4h16a12 12 0 0 1 12 12v16a12 12 0 0 1-9.5 11.74V26.5a10.5 10.5 0 0 0-21 0V43.74A12 12 0 0 1 4 32V16A12 12 0 0 1 16 4z"/><path transform="translate(0 2.2)" d="M25.3 20.8c.5 4.3 5.6 6.7 5.6 12.3a6.9 6.9 0 0 1-13.8 0c0-3.3 1.6-5.4 3.1-7.2.3 1.7.9 2.8 2.1 3.5-.4-3.7.5-6.5 3-8.6z"/></svg>'
