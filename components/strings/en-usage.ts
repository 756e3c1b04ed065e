import type { Formatter } from './format.ts'

const WARNINGS = {
  account: { near: 'You have nearly used your share', full: 'You have used all of your share' },
  guests: { near: 'The share of guests is nearly used', full: 'The share of guests is used up' },
  disk: { near: 'The disk is nearly full', full: 'The disk is full' },
} as const

/** How much is used, and what to do when it gets tight. */
export function englishUsage(format: Formatter) {
  return {
    title: 'Space',
    name: { account: 'Yours, in all rooms', guests: 'Guests of this room', disk: 'Disk' },
    shortName: { account: 'Yours', guests: 'Guests', disk: 'Disk' },
    of: (usedBytes: number, limitBytes: number) => `${format.bytes(usedBytes)} of ${format.bytes(limitBytes)}`,
    noLimit: (usedBytes: number) => `${format.bytes(usedBytes)}, no limit`,
    kept: (bytes: number) => `${format.bytes(bytes)} of it lies in the trash and in older versions.`,
    warning: (of: keyof typeof WARNINGS | 'place', place: string, leftBytes: number) => {
      const words = of === 'place' ? { near: `${place} is nearly full`, full: `${place} is full` } : WARNINGS[of]
      return leftBytes === 0 ? `${words.full}.` : `${words.near}, ${format.bytes(leftBytes)} left.`
    },
    /** What is only deleted frees nothing. */
    whatToDo: 'Trash and older versions count in: what you delete frees space once the trash is emptied.',
    whatToDoShort: 'Trash and older versions count in.',
    askSomebody: 'Ask somebody of the house for more space.',
    openTrash: 'Open the trash',
  }
}
