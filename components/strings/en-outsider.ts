import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

type Words = readonly [sentence: string, advice: string]

/** The page of a share link, for somebody who may never have heard of the vault. */
export function englishOutsider(format: Formatter) {
  const wait = (seconds: number | undefined) =>
    seconds === undefined ? 'Wait a moment, then try again.' : `Possible again in ${format.wait(seconds)}.`
  const ended: Partial<Record<ErrorCode, Words>> = {
    link_unknown: ['This link is not known here.', 'Perhaps a part of it is missing. Ask for the whole link.'],
    link_revoked: ['This link was taken back.', 'Ask whoever sent it for a new one.'],
    link_expired: ['This link has expired.', 'Ask whoever sent it for a new one.'],
    link_used_up: ['This link was used as often as it may be.', 'Ask whoever sent it for a new one.'],
    link_target_gone: ['What this link leads to is not there right now.', 'Ask whoever sent it.'],
    links_off: ['Links of this vault are switched off.', 'Ask whoever sent it.'],
    not_found: ['This is not there any more.', 'Go back, or reload the page.'],
    content_missing: ['The file is not on the disk right now.', 'Try again in a moment.'],
    place_offline: ['The disk with this file is not there right now.', 'Try again later.'],
    room_read_only: ['No files are taken here right now.', 'Ask whoever sent the link.'],
    quota_exceeded: ['The vault is full.', 'Ask whoever sent the link to make room. What was sent before is safe.'],
    disk_full: ['The vault is full.', 'Ask whoever sent the link to make room. What was sent before is safe.'],
    link_takes_no_more: ['This link takes no more.', 'What was sent before is safe.'],
    file_too_large: ['This file is larger than the vault takes.', 'Send a smaller one.'],
    link_not_open: ['This page was open for long.', 'Reload it to go on.'],
    upload_gone: ['The vault has given up what was sent of this file.', 'Try again: it is sent from the start.'],
    upload_not_found: ['The vault has nothing of this file.', 'Try again: it is sent from the start.'],
    transfer_id_reused: ['This file changed while it was sent.', 'Try again: it is sent from the start.'],
    content_changed: ['This file changed while it was sent.', 'Try again: it is sent from the start.'],
    too_many_uploads: ['Too many files are on their way.', 'Wait until some are there.'],
    unavailable: ['The vault is out of reach.', 'Are you on the right network? Try again in a moment.'],
    shutting_down: ['The vault is stopping.', 'Try again in a moment.'],
  }
  const other: Words = ['Something went wrong.', 'Reload the page and try again.']
  return {
    loading: 'Opening the link',
    failure: (code: ErrorCode | 'unexpected', seconds?: number): Words =>
      code === 'rate_limited' || code === 'locked_out'
        ? ['That was tried too often.', wait(seconds)]
        : ((code === 'unexpected' ? undefined : ended[code]) ?? other),
    again: 'Try again',
    noToken: ['This is the page of a share link.', 'Open the whole link that you were sent.'] as Words,
    needsPassword: 'This link has a password',
    password: 'Password',
    passwordHelp: 'Whoever sent the link knows it.',
    wrongPassword: 'The password is wrong.',
    passwordNeeded: 'Type the password.',
    open: 'Open',
    opening: 'Opening...',
    from: (name: string) => `${name} shares this with you`,
    asks: (name: string) => `${name} asks you for files`,
    until: (at: number) => `Until ${format.dateTime(at)}`,
    uses: (left: number) =>
      left === 1
        ? 'This link works once: for you, from the moment you look at a file or save it.'
        : `This link works for ${format.number(left)} more visitors. You count as soon as you look at a file or save it.`,
    counted: 'You may look at it and save it for the next hours, in this browser.',
    show: 'Show',
    download: 'Download',
    downloadAll: 'Download all (zip)',
    downloadName: (name: string) => `Download ${name}`,
    back: 'Back',
    up: 'Up',
    more: 'Show more',
    entries: (count: number) => plural(format.locale, count, { one: '# entry', other: '# entries' }),
    empty: 'There is nothing in here.',
    size: (bytes: number) => format.bytes(bytes),
    folder: 'Folder',
    noPreview: 'There is no preview of this kind of file.',
    cannotPlay: 'This browser cannot play it. Download it to open it with another program.',
    truncated: (bytes: number) => `Only the first ${format.bytes(bytes)} are shown.`,
    contentOf: (name: string) => `Content of ${name}`,
    dropIntro:
      'What you put in here arrives in the vault. You do not see what others put in, nor what is there already.',
    dropTakes: (files: number | null, bytes: number | null) =>
      [
        files === null ? null : plural(format.locale, files, { one: '# more file', other: '# more files' }),
        bytes === null ? null : format.bytes(bytes),
      ]
        .filter((part) => part !== null)
        .join(', '),
    dropLeft: (words: string) => `Takes ${words}.`,
    choose: 'Choose files',
    orDrop: 'or drop them here',
    files: 'Your files',
    waiting: 'Waiting',
    sending: (share: number) => `Sending ${format.percent(share)}`,
    done: 'Arrived',
    retry: 'Try again',
    retryOf: (name: string) => `Try again: ${name}`,
    cancel: 'Cancel',
    cancelOf: (name: string) => `Cancel ${name}`,
    arrived: (count: number) => plural(format.locale, count, { one: '# file arrived.', other: '# files arrived.' }),
  }
}

export type OutsiderStrings = ReturnType<typeof englishOutsider>
