export const KEY_AREAS = ['everywhere', 'list', 'details', 'trash', 'picture', 'player', 'editor', 'chat'] as const
export type KeyArea = (typeof KEY_AREAS)[number]

interface KeyRow {
  readonly in: KeyArea
  /** Any of them does it. A mouse counts as a key where one holds a key with it. */
  readonly keys: readonly [string, ...string[]]
}

const row = (area: KeyArea, ...keys: KeyRow['keys']): KeyRow => ({ in: area, keys })

/** Every key of the page, once: the help lists it, and menus show the same beside their rows. */
export const KEY_TABLE = {
  find: row('everywhere', 'Ctrl K'),
  help: row('everywhere', '?'),
  close: row('everywhere', 'Esc'),

  move: row('list', '↑', '↓', '←', '→'),
  farther: row('list', 'Home', 'End', 'PgUp', 'PgDn'),
  type: row('list', 'A-Z'),
  open: row('list', 'Enter'),
  preview: row('list', 'Space'),
  up: row('list', 'Backspace', 'Alt ↑'),
  range: row('list', 'Shift ↑', 'Shift ↓', 'Shift click'),
  oneMore: row('list', 'Ctrl Space', 'Ctrl click'),
  moveOnly: row('list', 'Ctrl ↑', 'Ctrl ↓'),
  all: row('list', 'Ctrl A'),
  none: row('list', 'Esc'),
  rename: row('list', 'F2'),
  toTrash: row('list', 'Del'),
  copy: row('list', 'Ctrl C'),
  cut: row('list', 'Ctrl X'),
  paste: row('list', 'Ctrl V'),
  menu: row('list', 'Shift F10'),

  columnWidth: row('details', '←', '→'),
  columnReset: row('details', 'Enter'),

  trashAll: row('trash', 'Ctrl A'),
  trashNone: row('trash', 'Esc'),
  purge: row('trash', 'Del'),
  trashMenu: row('trash', 'Shift F10'),

  turn: row('picture', '←', '→'),

  play: row('player', 'Space', 'K'),
  seek: row('player', 'J', 'L'),
  seekLittle: row('player', '←', '→'),
  volume: row('player', '↑', '↓'),
  mute: row('player', 'M'),
  fullScreen: row('player', 'F'),
  tenth: row('player', '0-9'),
  speed: row('player', '<', '>'),
  doubleTap: row('player', 'Double tap'),

  saveText: row('editor', 'Ctrl S'),
  findInText: row('editor', 'Ctrl F'),
  undo: row('editor', 'Ctrl Z'),
  tabLeaves: row('editor', 'Esc, Tab'),
  closeText: row('editor', 'Esc, Esc'),

  send: row('chat', 'Enter'),
  newLine: row('chat', 'Shift Enter'),
} as const satisfies Record<string, KeyRow>

export type KeyId = keyof typeof KEY_TABLE

export function keysIn(area: KeyArea): KeyId[] {
  // The ids are the keys of the table.
  return (Object.keys(KEY_TABLE) as KeyId[]).filter((id) => KEY_TABLE[id].in === area)
}

const ON_APPLE: readonly [RegExp, string][] = [
  [/^Del$/, '⌘ ⌫'],
  [/^Backspace$/, '⌫'],
  [/^Alt ↑$/, '⌥ ↑'],
  [/^Ctrl /, '⌘ '],
  [/^Shift /, '⇧ '],
]

/** A key as it is called on the keyboards of this system. */
export function keyName(key: string, isApple: boolean): string {
  return isApple ? ON_APPLE.reduce((name, [from, to]) => name.replace(from, to), key) : key
}

export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** What a menu shows beside the row that does the same. Menus are only drawn in a browser. */
export function keyHint(id: KeyId): string {
  return keyName(KEY_TABLE[id].keys[0], isApple())
}
