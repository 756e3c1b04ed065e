import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** The transfers: what is on its way, what waits, what needs somebody. */
export function englishTransfers(format: Formatter) {
  const files = (n: number) => plural('en', n, { one: '# file', other: '# files' })
  const left = (seconds: number | null) => (seconds === null ? null : `${format.duration(seconds)} left`)
  const join = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(', ')
  return {
    title: 'Transfers',
    head: {
      sending: (current: number, total: number) =>
        total === 1 ? 'Sending' : `Sending ${format.number(current)} of ${format.number(total)}`,
      verifying: 'Comparing every byte',
      waiting: 'Waiting',
      paused: 'Paused',
      needsYou: (n: number) => `${files(n)} ${n === 1 ? 'needs' : 'need'} you`,
      done: (n: number) => `${files(n)} safe`,
      idle: 'No transfers',
      pinning: (n: number) => `Pinning ${files(n)}`,
      savingHere: (n: number) => `Saving ${files(n)}`,
      saved: 'Saved and verified',
    },
    amount: (acked: number, total: number, seconds: number | null) =>
      join(`${format.bytes(acked)} of ${format.bytes(total)}`, left(seconds)),
    aboutLeft: (acked: number, total: number, seconds: number | null) =>
      join(
        `${format.bytes(acked)} of ${format.bytes(total)}`,
        seconds === null ? null : `about ${format.duration(seconds)} left`,
      ),
    left,
    sections: { now: 'Now', waiting: 'Waiting', needsYou: 'Needs you', done: 'Done today' },
    jobs: 'In the vault',
    progress: (name: string) => `Progress of ${name}`,
    totalProgress: 'Progress of everything',
    files,
    batch: (first: string, n: number) => `${first} and ${format.number(n - 1)} more`,
    batchIn: (folder: string, n: number) => `${folder}, ${files(n)}`,
    safeOf: (done: number, total: number) => `${format.number(done)} of ${format.number(total)} safe`,

    sending: (percent: number, bytesPerSecond: number | null, seconds: number | null) =>
      join(
        `Sending ${format.percent(percent / 100)}`,
        bytesPerSecond === null ? null : format.speed(bytesPerSecond),
        left(seconds),
      ),
    /** Below its name in the small tray, where the bar says that it is sent. */
    sendingBriefly: (percent: number, bytesPerSecond: number | null, seconds: number | null) =>
      join(format.percent(percent / 100), bytesPerSecond === null ? null : format.speed(bytesPerSecond), left(seconds)),
    short: (percent: number, seconds: number | null) => join(format.percent(percent / 100), left(seconds)),
    queued: 'Next',
    paused: (percent: number) => `Paused at ${format.percent(percent / 100)}`,
    comparing: (percent: number | null) =>
      percent === null ? 'Sent. Comparing every byte' : `Sent. Comparing every byte, ${format.percent(percent / 100)}`,
    verified: (place: string | null) => (place === null ? 'Safe, verified' : `Safe in ${place}, verified`),
    safe: (place: string | null) => (place === null ? 'Safe' : `Safe in ${place}`),
    safeAs: (place: string | null, name: string, compared: boolean) =>
      `Safe${place === null ? '' : ` in ${place}`} as “${name}”${compared ? ', verified' : ''}`,
    leftOut: 'Left out, it is there already',
    waits: {
      network: (percent: number) => `Waiting for the network, ${format.percent(percent / 100)} safe`,
      wifi: (percent: number) => `Waiting for Wi-Fi, ${format.percent(percent / 100)} safe`,
      vault: 'Waiting for the vault',
      retry: (sentence: string) => `${sentence} It tries again by itself.`,
      password: 'The room asks for its password.',
      signIn: 'Sign in again, then it goes on.',
      source: (percent: number) => `Choose the file again, ${format.percent(percent / 100)} is safe.`,
    },
    failed: {
      sourceChanged: 'The file changed on this device. Choose it again.',
      kept: (keptBytes: number) =>
        keptBytes === 0 ? 'Nothing was lost, the rest goes on.' : `${format.bytes(keptBytes)} of it is kept.`,
      readOnly: (place: string) => `${place} is read-only.`,
    },

    pause: (name: string) => `Pause ${name}`,
    resume: (name: string) => `Go on with ${name}`,
    cancel: (name: string) => `Cancel ${name}`,
    retry: 'Try again',
    chooseAgain: 'Choose the file',
    continue: 'Continue',
    signIn: 'Sign in',
    unlock: 'Open the room',
    otherPlace: 'Choose another place',
    otherPlaceHere: 'Send it here',
    remove: (name: string) => `Remove ${name} from the list`,
    pauseAll: 'Pause all',
    resumeAll: 'Go on with all',
    clear: 'Clear',
    open: 'Show the transfers',
    collapse: 'Hide the transfers',
    more: (n: number) => `${format.number(n)} more`,
    cancelled: (name: string) => `${name} is cancelled.`,
    notKept: 'This window keeps nothing: leave the page open until everything is safe.',
    goesOn:
      'When Hearth is closed, this browser goes on for a few minutes, and with the rest when it is opened again. Nothing starts over.',
    stops: 'When Hearth is closed, sending stops, and goes on when it is opened again. Nothing starts over.',
    notices: {
      title: 'Hearth',
      safe: 'Everything is safe in the vault.',
      needsYou: 'A transfer needs you.',
      moving: 'Not everything is sent yet. Open Hearth, and it goes on.',
    },
    wrongFile: (name: string) => `That was not ${name}. It is sent as a new file.`,
    limits: {
      title: 'Files to and from this device',
      speed: 'Speed limit',
      speedHelp: 'For uploads, files kept offline and verified downloads together.',
      none: 'No limit',
      perSecond: (bytesPerSecond: number) => format.speed(bytesPerSecond),
      onlyOnWifi: 'Only on Wi-Fi',
      tell: 'Tell me when it is done',
      tellHelp: 'By a notification, when Hearth is closed.',
      tellRefused: 'This browser does not allow it. Its settings for this address do.',
      onlyOnWifiHelp: 'On a mobile network files wait, and go on by themselves.',
    },
    announceDone: (n: number) => `${files(n)} safe.`,
    announceNeedsYou: 'A transfer needs you.',
  }
}
