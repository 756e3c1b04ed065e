import type { PinFailureCode } from '#lib/core/pins/pin-record.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** What is kept on the device: pins, verified downloads, and the page of them. */
export function englishPins(format: Formatter, isHeld = false) {
  const entries = (n: number) => plural('en', n, { one: '# entry', other: '# entries' })
  const files = (n: number) => plural('en', n, { one: '# file', other: '# files' })
  const percent = (value: number) => format.percent(value / 100)
  const left = (seconds: number | null) => (seconds === null ? '' : `, ${format.duration(seconds)} left`)
  const share = (stored: number, size: number) => `${format.bytes(stored)} of ${format.bytes(size)}`
  return {
    title: 'Offline',
    help: 'Files that you keep on this device, compared byte by byte. They open without the vault.',
    pinned: 'kept on this device',
    of: (total: string) => `of ${total}`,
    kept: 'Kept for good',
    mayClear: 'The browser may clear this',
    askToKeep: 'Ask to keep it',
    kinds: { film: 'Films', photo: 'Photos', sound: 'Sound', other: 'Other' },
    parts: (parts: readonly [name: string, size: string][]) =>
      parts.map(([name, size]) => `${name} ${size}`).join(', '),
    count: (all: number, whole: number) =>
      all === whole ? `${entries(all)}, all complete` : `${entries(all)}, ${format.number(whole)} complete`,
    list: 'Kept on this device',
    empty: 'Nothing is kept on this device yet. “Keep offline” is in the menu of every file and folder.',
    toRooms: 'To the rooms',
    cannot: {
      insecure: 'This address is not secure, so the browser keeps no files for it.',
      unsupported: 'This browser cannot keep files for offline use.',
    },
    makeSecure: 'Make it secure',
    menu: (name: string) => `Actions for ${name}`,
    open: 'Open',
    show: 'Show in its folder',
    check: 'Compare every byte again',
    remove: 'Remove from this device',
    removeAll: 'Remove everything from this device',
    removeAllTitle: 'Remove everything that is kept on this device?',
    removeAllHelp: 'It stays in the vault.',
    removeAllVerb: 'Remove all',
    keep: 'Keep it',
    pause: (name: string) => `Pause ${name}`,
    resume: (name: string) => `Go on with ${name}`,
    retry: 'Try again',
    cancel: (name: string) => `Cancel ${name}`,
    clear: (name: string) => `Take ${name} from the list`,
    follow: 'Keep new files too',
    unfollow: 'Leave new files out',
    follows: 'new files too',
    files,

    verified: 'Verified',
    verifying: 'Comparing every byte',
    pinning: (value: number, seconds: number | null) => `Pinning ${percent(value)}${left(seconds)}`,
    saving: (value: number, seconds: number | null) => `Saving ${percent(value)}${left(seconds)}`,
    queued: 'Next',
    paused: (value: number) => `Paused at ${percent(value)}`,
    partly: share,
    network: (stored: number, size: number) =>
      `${share(stored, size)}, ${isHeld ? 'waits for Wi-Fi' : 'goes on at home'}`,
    password: 'The room asks for its password.',
    signIn: 'Sign in again, then it goes on.',
    retrying: (sentence: string) => `${sentence} It tries again by itself.`,
    gone: 'No longer in the vault, this copy stays',
    listing: 'Reading what is in it',
    someFailed: (n: number) => `${files(n)} could not be kept. Open it to see why.`,
    updating: 'A newer version is on its way',
    saved: 'Saved and verified',
    moreWait: (n: number, bytes: number) => `${files(n)} more, ${format.bytes(bytes)}`,
    failed: (code: PinFailureCode, missingBytes: number | null): string | null => {
      switch (code) {
        case 'storage_full':
          return missingBytes === null
            ? 'This device has too little room. What was there of it is removed.'
            : `This device has ${format.bytes(missingBytes)} too little room. What was there of it is removed.`
        case 'bad_bytes':
          return 'This device does not give back what it was given. Its disk may be failing.'
        case 'target_lost':
          return 'The file it was saved to cannot be written any more. Start the download again.'
        case 'entry_gone':
          return 'It was deleted in the vault before it was all here.'
        case 'content_changed':
          return 'The file changed while it was read. Try again for the new one.'
        default:
          return null
      }
    },
    progress: (name: string) => `Progress of ${name}`,
    section: 'Onto this device',
  }
}
