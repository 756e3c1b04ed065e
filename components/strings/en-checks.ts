import type { CheckId, CheckResult, Outcome } from '#lib/browser/self-test/check.ts'
import type { Formatter } from './format.ts'

export interface Said {
  readonly said: string
  /** What to do; absent when there is nothing to do. */
  readonly mend?: string
}
export type Say = (result: CheckResult) => Said
export type CheckWords = { readonly title: string; readonly says: Readonly<Partial<Record<Outcome, Say>>> }

const HTTPS = 'Open the vault by its https address, and install its certificate as the page of the http address says.'

/** What each check of the self-test finds, in words: how it is, and what to do about it. */
export function englishChecks(format: Formatter): Record<CheckId, CheckWords> {
  const ms = (number = 0) => (number < 1 ? 'less than 1 ms' : `${format.number(number)} ms`)
  const speed = ({ number = 0 }: CheckResult) => format.speed(number)
  const free = ({ number = 0 }: CheckResult) => format.bytes(number)
  const distance = (number = 0) =>
    Math.abs(number) < 1_000 ? ms(Math.abs(number)) : format.duration(Math.abs(number) / 1000)
  const always =
    (said: string, mend?: string): Say =>
    () =>
      mend === undefined ? { said } : { said, mend }
  const notHere = (said: string) => always(`Not in this browser. ${said}`)

  return {
    secure: {
      title: 'Secure page',
      says: {
        fine: always('The page came by https, or from this machine.'),
        insecure: always(
          'The page came by plain http: this browser gives it no storage, no worker and no hashes.',
          HTTPS,
        ),
      },
    },
    cookies: {
      title: 'Cookies',
      says: {
        fine: always('They are kept and sent back.'),
        blocked: always(
          'This browser does not send them back: nobody can stay signed in.',
          'Allow cookies for this address.',
        ),
      },
    },
    clock: {
      title: 'Clock',
      says: {
        fine: ({ number }) => ({
          said: number ? `${distance(number)} apart from the vault’s: that is fine.` : 'It agrees with the vault’s.',
        }),
        off: ({ number = 0 }) => ({
          said: `The vault’s clock is ${distance(number)} ${number > 0 ? 'ahead of' : 'behind'} that of this device.`,
          mend: 'Let both machines set their clocks by themselves. Times in the lists are wrong until then.',
        }),
      },
    },
    socket: {
      title: 'Live connection',
      says: {
        fine: ({ number }) => ({ said: `There and back in ${ms(number)}.` }),
        slow: ({ number }) => ({
          said: `There and back takes ${ms(number)}.`,
          mend: 'Go nearer to the Wi-Fi, or look whether somebody sends much just now.',
        }),
        refused: always(
          'It does not come about: changes by others show up only after a reload.',
          'A proxy in between has to pass WebSockets on (Upgrade and Connection). A filter of this browser may stop them.',
        ),
      },
    },
    upload: {
      title: 'Upload',
      says: {
        fine: (result) => ({ said: `1 MB in two pieces, ${speed(result)}; the vault’s hash is right.` }),
        signed_out: always(
          'Only somebody with an account has a private room to try it in.',
          'Sign in, then run it again.',
        ),
        differs: always(
          'The vault hashed other bytes than were sent.',
          'Something in between changes bytes: a proxy, or a broken memory.',
        ),
        left_behind: ({ text = '' }) => ({
          said: `It works, but the test could not put its file away: “${text}”.`,
          mend: 'Delete it in My files.',
        }),
        refused: ({ text = '' }) => ({
          said: `It was refused (${text}).`,
          mend: 'docs/troubleshooting.md says what the code means. A proxy in between has to pass PATCH on.',
        }),
      },
    },
    download: {
      title: 'Download',
      says: {
        fine: (result) => ({ said: `The same bytes came back, ${speed(result)}.` }),
        signed_out: always('It needs a file that was sent.', 'Sign in, then run it again.'),
        nothing_sent: always('It needs a file that was sent.', 'Mend the upload first.'),
        differs: always(
          'Other bytes came back than were sent.',
          'Something in between changes bytes: a proxy, or a broken memory.',
        ),
        refused: ({ text = '' }) => ({
          said: `It was refused (${text}).`,
          mend: 'docs/troubleshooting.md says what the code means.',
        }),
      },
    },
    range: {
      title: 'Parts of a file',
      says: {
        fine: always('Answered with 206 and the right bytes: films seek, downloads resume.'),
        signed_out: always('It needs a file that was sent.', 'Sign in, then run it again.'),
        nothing_sent: always('It needs a file that was sent.', 'Mend the upload first.'),
        ignored: ({ number = 0 }) => ({
          said: `Answered with ${number} instead of 206: films cannot seek.`,
          mend: 'A proxy in between must neither drop Range nor keep copies.',
        }),
        differs: always(
          'Answered with other bytes than asked for.',
          'A proxy in between must neither drop Range nor keep copies.',
        ),
        refused: ({ text = '' }) => ({
          said: `It was refused (${text}).`,
          mend: 'docs/troubleshooting.md says what the code means.',
        }),
      },
    },
    worker: {
      title: 'Service worker',
      says: {
        fine: always('It can be registered: this browser trusts the vault’s certificate.'),
        insecure: always('None on a page that came by plain http.', HTTPS),
        missing: always('This browser has none; private windows often switch it off.', 'Use an ordinary window.'),
        refused: ({ text = '' }) => ({
          said: `It was refused: ${text}`,
          mend: 'Mostly the certificate: a click through its warning is not enough. Install it, as the page of the http address says.',
        }),
      },
    },
    database: {
      title: 'Storage for the queue',
      says: {
        fine: always('IndexedDB keeps what it is given: uploads survive a reload.'),
        differs: always(
          'IndexedDB gave back something else.',
          'Clear the data of this address in the browser, then run it again.',
        ),
        refused: ({ text = '' }) => ({
          said: `IndexedDB is not there: ${text}`,
          mend: 'Uploads run, but do not survive a reload. Use an ordinary window, not a private one.',
        }),
      },
    },
    files: {
      title: 'Storage for files',
      says: {
        fine: always('The private file system of this address works.'),
        insecure: always('None on a page that came by plain http.', HTTPS),
        missing: notHere('What waits to be sent has to be chosen again after a restart.'),
        differs: always(
          'It gave back something else.',
          'Clear the data of this address in the browser, then run it again.',
        ),
        refused: ({ text = '' }) => ({
          said: `It was refused: ${text}`,
          mend: 'Use an ordinary window, not a private one.',
        }),
      },
    },
    storage: {
      title: 'Room in this browser',
      says: {
        fine: (result) => ({ said: `${free(result)}, and it is not cleared by itself.` }),
        temporary: (result) => ({
          said: `${free(result)}. The browser may clear it when the device is full.`,
        }),
        low: (result) => ({ said: `Only ${free(result)}.`, mend: 'Free some space on this device.' }),
        insecure: always('Unknown on a page that came by plain http.', HTTPS),
        missing: notHere('How much is free is unknown.'),
      },
    },
    locks: {
      title: 'Several tabs',
      says: {
        fine: always('They agree who sends (Web Locks).'),
        insecure: always('They cannot agree who sends on a page that came by plain http.', HTTPS),
        missing: notHere('Send from one tab alone.'),
        refused: always('No lock was given.', 'Close other tabs of the vault, then run it again.'),
      },
    },
    peers: {
      title: 'Device to device',
      says: {
        fine: always('WebRTC is there.'),
        missing: notHere('Everything comes from the vault itself, which always works.'),
        refused: ({ text = '' }) => ({
          said: `WebRTC is switched off. ${text}`,
          mend: 'Nothing is lost: everything comes from the vault itself.',
        }),
      },
    },
    share: {
      title: 'Share sheet',
      says: {
        fine: always('This device shares files with other apps.'),
        missing: always('It does not share files with other apps. Downloading them does the same.'),
      },
    },
    cast: {
      title: 'Send to a TV',
      says: {
        fine: always('This browser can look for one.'),
        missing: notHere('Films play here.'),
      },
    },
  }
}

export const always =
  (said: string, mend?: string): Say =>
  () =>
    mend === undefined ? { said } : { said, mend }
