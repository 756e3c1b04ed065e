import type { z } from 'zod'
import { localName } from './local-name-kind.ts'
import { type Setting, setting } from './setting.ts'
import * as kinds from './value-kinds.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const minutes = (minMs: number, maxMs: number) => kinds.durationMs({ bareUnit: 'minutes', minMs, maxMs })

/** Every setting of the vault. The help, the README's table and the schema of persist.json come from here. */
export const SETTINGS = {
  dataPath: setting('data', {
    section: 'Basics',
    about: 'Folder that holds everything: files, database, keys. Made private (0700) when it is new.',
    kind: kinds.path(),
    takes: 'DIR',
    file: null,
    fallback: null,
    fallbackText: 'hearth-data in your home folder',
  }),
  name: setting('name', {
    section: 'Basics',
    about: 'Name of the vault, until an admin changes it in the page.',
    kind: kinds.line(64),
    takes: 'NAME',
    fallback: 'Hearth',
  }),
  drives: setting('drive', {
    section: 'Basics',
    about: 'A folder of this machine, such as an external disk, to show as a drive. Kept in persist.json.',
    kind: kinds.drives(),
    takes: '[NAME=]PATH',
    env: 'STREAM_DRIVES',
    file: null,
    repeatable: true,
    fallback: [],
  }),
  umask: setting('umask', {
    section: 'Basics',
    about: "Rights taken away from people's files in the rooms (octal).",
    kind: kinds.umask(),
    takes: 'OCTAL',
    fallback: '022',
  }),
  logLevel: setting('log-level', {
    section: 'Basics',
    about: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
    kind: kinds.logLevel(),
    takes: 'LEVEL',
    fallback: 'info',
  }),
  port: setting('port', {
    section: 'Network',
    about: 'Port of https.',
    kind: kinds.port(),
    takes: 'PORT',
    fallback: '8443',
  }),
  httpPort: setting('http-port', {
    section: 'Network',
    about: 'Port of plain http: the whole app on this machine, elsewhere only the page that leads to https.',
    kind: kinds.port(),
    takes: 'PORT',
    fallback: '8080',
  }),
  bind: setting('bind', {
    section: 'Network',
    about: 'Address to listen on.',
    kind: kinds.addresses(),
    takes: 'ADDR',
    repeatable: true,
    fallback: [],
    fallbackText: 'all addresses',
  }),
  hosts: setting('host', {
    section: 'Network',
    about: 'Another name or address under which browsers may reach the vault, beside its own.',
    kind: kinds.hostNames(),
    takes: 'NAME',
    repeatable: true,
    fallback: [],
  }),
  localName: setting('local-name', {
    section: 'Network',
    about: 'Name that the vault tells the home network (mDNS): NAME.local leads to it. off: it tells none.',
    kind: localName(),
    takes: 'NAME|off',
    fallback: 'hearth',
  }),
  tls: setting('tls', {
    section: 'Network',
    about: 'auto: own local CA. CERT,KEY: your own PEM files, reloaded when they change. off: none, behind a proxy.',
    kind: kinds.tls(),
    takes: 'auto|off|CERT,KEY',
    fallback: 'auto',
  }),
  plainCa: setting('plain-ca', {
    section: 'Network',
    about: 'Make the local CA without name constraints, for devices that refuse them. Counts when the CA is made.',
    kind: kinds.flag(),
    fallback: false,
  }),
  trustProxy: setting('trust-proxy', {
    section: 'Network',
    about: 'Address or network of a proxy whose X-Forwarded-For and -Proto are believed.',
    kind: kinds.networks(),
    takes: 'ADDR',
    repeatable: true,
    fallback: [],
  }),
  allowHttp: setting('allow-http', {
    section: 'Network',
    about: 'Serve the whole app over plain http to other devices too. Everybody on the network can then read along.',
    kind: kinds.flag(),
    fallback: false,
  }),
  allowPublic: setting('allow-public', {
    section: 'Network',
    about: 'Answer clients outside private and link-local networks too.',
    kind: kinds.flag(),
    fallback: false,
  }),
  maxFileBytes: setting('max-file', {
    section: 'Limits',
    about: 'Largest file that may be uploaded.',
    kind: kinds.sizeLimitBytes(),
    takes: 'SIZE',
    fallback: 'none',
  }),
  freeSpaceFloorBytes: setting('free-space-floor', {
    section: 'Limits',
    about: 'Uploads are refused before the disk has less free space than this.',
    kind: kinds.sizeBytes(),
    takes: 'SIZE',
    fallback: '1GiB',
  }),
  accountQuotaBytes: setting('account-quota', {
    section: 'Limits',
    about: 'What each account may keep in all rooms together.',
    kind: kinds.sizeLimitBytes(),
    takes: 'SIZE',
    fallback: 'none',
  }),
  guestQuotaBytes: setting('guest-quota', {
    section: 'Limits',
    about: 'What all guests of a room may keep in it together, unless the room says otherwise.',
    kind: kinds.sizeLimitBytes(),
    takes: 'SIZE',
    fallback: 'none',
  }),
  uploadKeepMs: setting('upload-keep-days', {
    section: 'Limits',
    about: 'How long an unfinished upload waits to be continued.',
    kind: kinds.durationMs({ bareUnit: 'days', minMs: MINUTE_MS, maxMs: 365 * DAY_MS }),
    takes: 'DAYS',
    fallback: '7',
  }),
  maxUnfinishedUploads: setting('max-unfinished', {
    section: 'Limits',
    about: 'Unfinished uploads that one account or guest device may have.',
    kind: kinds.integer(1, 1_000_000),
    takes: 'N',
    fallback: '1000',
  }),
  thumbnailSpaceBytes: setting('thumbnail-space', {
    section: 'Limits',
    about: 'What the small pictures of files may take on the disk; those seen longest ago go first.',
    kind: kinds.sizeBytes(),
    takes: 'SIZE',
    fallback: '2GiB',
  }),
  grantMs: setting('grant-minutes', {
    section: 'Doors',
    about: 'How long a room stays open after its password was typed.',
    kind: minutes(MINUTE_MS, 30 * DAY_MS),
    takes: 'MINUTES',
    fallback: '60',
  }),
  lockoutAttempts: setting('lockout-attempts', {
    section: 'Doors',
    about: 'Wrong passwords in a row that lock a door for an address.',
    kind: kinds.integer(1, 1000),
    takes: 'N',
    fallback: '5',
  }),
  lockoutMs: setting('lockout-minutes', {
    section: 'Doors',
    about: 'How long the door stays locked.',
    kind: minutes(1000, DAY_MS),
    takes: 'MINUTES',
    fallback: '5',
  }),
  rateSignIn: rate('sign-in', 'Sign-ins', '30'),
  rateUnlock: rate('unlock', 'Room passwords', '30'),
  rateToken: rate('token', 'Tokens for programs', '120'),
  rateLookUp: rate('look-up', 'Look-ups (lists, searches, names)', '3000'),
  rateDownload: rate('download', 'New downloads', '3000'),
  rateUpload: rate('upload', 'New uploads', '60000'),
  adminUser: setting('admin-user', {
    section: 'Unattended start',
    about: 'Name of the admin that the first start creates by itself.',
    kind: kinds.line(64),
    flag: null,
    file: null,
    fallback: null,
  }),
  adminPassword: setting('admin-password', {
    section: 'Unattended start',
    about: 'Password of that admin.',
    kind: kinds.password(),
    flag: null,
    file: null,
    fallback: null,
    secret: true,
  }),
} as const

function rate(bucket: string, what: string, fallback: string): Setting<number | null> {
  return setting(`rate-${bucket}`, {
    section: 'Requests',
    about: `${what} per minute and client.`,
    kind: kinds.perMinute(),
    takes: 'N',
    fallback,
  })
}

export type SettingKey = keyof typeof SETTINGS
type KindOf<K extends SettingKey> = z.output<(typeof SETTINGS)[K]['kind']['schema']>
/** Settings that are absent unless somebody gives them. */
type OptionalKey = 'adminUser' | 'adminPassword'

export type SettingValues = { readonly [K in SettingKey]: K extends OptionalKey ? KindOf<K> | null : KindOf<K> }

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[] // keys of a literal object
