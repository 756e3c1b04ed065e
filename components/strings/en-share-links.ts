import type { ShareLink } from '#lib/contracts/http/share-links.ts'
import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'
import { plural } from './plural.ts'

/** Giving away by a link, the list of what was given, and QR codes. */
export function englishShareLinks(format: Formatter) {
  const count = (of: number, one: string, other: string) => plural(format.locale, of, { one, other })
  return {
    title: (name: string) => `Share link to ${name}`,
    titleOfMany: (entries: number) => `Share link to ${count(entries, '# entry', '# entries')}`,
    intro: 'Whoever has the link needs no account. It is shown once: copy or send it right away.',
    what: 'What the link is for',
    give: 'Look and download',
    giveHelp: 'A page with a preview, the download, and of folders a zip.',
    drop: 'Put files in',
    dropHelp: 'Others add files to this folder and see nothing of it. They count as yours.',
    until: 'How long',
    untils: { hour: 'An hour', day: 'A day', week: '7 days', month: '30 days', never: 'Until it is taken back' },
    uses: 'How many visitors',
    anyUses: 'As many as come',
    once: 'One: the link works once',
    upTo: (visitors: number) => `Up to ${format.number(visitors)}`,
    usesHelp: 'A visitor counts once, when the first byte is sent.',
    dropBytes: 'How much in all',
    dropFiles: 'How many files',
    noLimit: 'No limit of its own',
    bytes: (bytes: number) => format.bytes(bytes),
    password: 'Password',
    passwordHelp: 'Optional. Tell it by another way than the link.',
    passwordShort: 'At least 4 characters.',
    make: 'Make the link',
    making: 'Making...',
    made: (name: string) => `The link to ${name}`,
    address: 'Link',
    kept: 'It is not shown again. Under “You” it can be taken back.',
    onlyHere: 'This link leads to this very machine. Set the address of the vault under Household, Vault.',
    copy: 'Copy',
    copied: 'The link is copied.',
    send: 'Send...',
    done: 'Done',
    qrOf: (name: string) => `QR code of ${name}`,
    qrHelp: 'Scan it with the camera of a phone.',
    qrVault: 'QR code of this vault',
    qrVaultHelp: 'For the phone of somebody who comes in for the first time.',
    qrSignIn: 'It leads those in who may enter. For others make a share link.',
    qrFailed: 'The code could not be drawn. The address stands below.',
    list: 'Share links you made',
    listAll: 'Share links of everybody',
    listIntro:
      'Each works until it ends or is taken back. Nobody can read a link again, so make a new one when it is lost.',
    listAllIntro: 'Whatever was given to somebody without an account, by whomever.',
    empty: 'No share links. The menu of a file or folder makes one.',
    take: 'Take back',
    takeOne: (name: string) => `Take the link to ${name} back`,
    taken: (name: string) => `The link to ${name} is taken back.`,
    kind: { file: 'File', folder: 'Folder', selection: 'Selection', drop: 'Drop box' } satisfies Record<
      ShareLink['kind'],
      string
    >,
    at: (place: string, path: string) => (path === '' ? place : `${place}, ${path}`),
    by: (name: string) => `by ${name}`,
    ends: (at: number, now: number) => `until ${inSentence(format.when(at, now))}`,
    hasPassword: 'with a password',
    seen: (downloads: number, most: number | null) =>
      most === null
        ? count(downloads, '# visitor', '# visitors')
        : `${format.number(downloads)} of ${count(most, '# visitor', '# visitors')}`,
    filled: (files: number, bytes: number) => `${count(files, '# file', '# files')}, ${format.bytes(bytes)} came in`,
    state: {
      expired: 'Expired',
      used_up: 'Used up',
      target_gone: 'In the trash or gone',
      off: 'Shut',
    } satisfies Record<Exclude<ShareLink['state'], 'live'>, string>,
    viewersShare: 'Viewers may share what is theirs',
    viewersShareHelp: 'They make share links to files they put here themselves. Editors always may.',
    settings: 'Share links',
    allowed: 'People may make share links',
    allowedHelp: 'Off: nobody makes new ones, and those there are stay shut until this is on again.',
    plain: 'Links open over plain http',
    plainHelp:
      'Visitors then need not trust a certificate. But everybody in the network can read along, the password of the link too. New links begin with http://.',
    plainOn: 'Share links are not encrypted.',
    plainOnHelp: 'Leave this on only in a network where you know everybody.',
    publicUrl: 'Address of the vault',
    publicUrlHelp:
      'Share links and QR codes begin with it, such as https://vault.example:8443. Empty: the address where the page is open.',
    publicUrlWrong: 'http:// or https://, a name, perhaps a port, and nothing behind it.',
    save: 'Save',
  }
}

export type ShareLinkStrings = ReturnType<typeof englishShareLinks>
