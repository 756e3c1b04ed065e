/** What a key does to a film (product.md, player keys). */
export type MediaCommand =
  | { kind: 'play' }
  | { kind: 'pause' }
  | { kind: 'toggle' }
  | { kind: 'seek_by'; seconds: number }
  | { kind: 'seek_to'; share: number }
  | { kind: 'volume_by'; share: number }
  | { kind: 'mute' }
  | { kind: 'full_screen' }
  | { kind: 'faster' }
  | { kind: 'slower' }

const COMMANDS: Readonly<Record<string, MediaCommand>> = {
  ' ': { kind: 'toggle' },
  k: { kind: 'toggle' },
  j: { kind: 'seek_by', seconds: -10 },
  l: { kind: 'seek_by', seconds: 10 },
  arrowleft: { kind: 'seek_by', seconds: -5 },
  arrowright: { kind: 'seek_by', seconds: 5 },
  arrowup: { kind: 'volume_by', share: 0.1 },
  arrowdown: { kind: 'volume_by', share: -0.1 },
  m: { kind: 'mute' },
  f: { kind: 'full_screen' },
  '<': { kind: 'slower' },
  '>': { kind: 'faster' },
}

/** null when the key means nothing to a player. */
export function mediaCommand(key: string): MediaCommand | null {
  if (/^[0-9]$/.test(key)) return { kind: 'seek_to', share: Number(key) / 10 }
  return COMMANDS[key.toLowerCase()] ?? null
}

export const SPEEDS: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2]

/** The next speed in a direction; the ends stay. */
export function nextSpeed(current: number, direction: 1 | -1): number {
  const index = SPEEDS.findIndex((speed) => speed >= current)
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (index === -1 ? SPEEDS.length - 1 : index) + direction))] ?? 1
}
