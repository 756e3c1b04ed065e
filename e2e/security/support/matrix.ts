import { FOLDER_NAME, type PlaceName } from './household.ts'
import type { PersonKind, VaultWork, Work } from './permissions.ts'

/** Ids of things that a row may speak of. */
export interface Things {
  readonly placeId: string
  readonly entryId: string
  readonly uploadId: string
  readonly jobId: string
  readonly viewerId: string
  /** A session of somebody who is none of the identities. */
  readonly sessionId: string
}

/** Who may: `everybody`, whoever may do a work in the vault or in the place, or whose upload or job it is. */
export type Gate =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'closed'; readonly code: string }
  | { readonly kind: 'vault'; readonly work: VaultWork }
  | { readonly kind: 'place'; readonly work: Work }
  | { readonly kind: 'upload'; readonly act: 'go on' | 'cancel' }
  | { readonly kind: 'job' }
  /** Whoever runs the vault, and the token of a machine made for it. */
  | { readonly kind: 'metrics' }

export interface Row {
  readonly gate: Gate
  readonly params?: (things: Things) => Record<string, string>
  readonly query?: Record<string, string>
  /** Sent as JSON. Wherever it can be, it is a body that is refused behind the gate, so that nothing happens. */
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** What whoever may is answered: a status, or the code of a refusal that only stands behind the gate. */
  readonly yes: number | string
  /** What it ends when it is let through, so that each such call needs one of its own. */
  readonly spends?: 'session' | 'grant' | 'upload'
}

const place = ({ placeId }: Things) => ({ place: placeId })
const entry = ({ entryId }: Things) => ({ entry: entryId })
const version = ({ entryId }: Things) => ({ entry: entryId, version: 'none' })
const upload = ({ uploadId }: Things) => ({ upload: uploadId })
const job = ({ jobId }: Things) => ({ job: jobId })
const drive = () => ({ place: 'none' })
const link = () => ({ link: 'none' })
const linkEntry = ({ entryId }: Things) => ({ link: 'none', entry: entryId || 'none' })
const linkUpload = ({ uploadId }: Things) => ({ link: 'none', upload: uploadId })
const TUS = { 'tus-resumable': '1.0.0' }
const OFFSET_STREAM = { ...TUS, 'content-type': 'application/offset+octet-stream' }

const everybody: Gate = { kind: 'everybody' }
const signedIn: Gate = { kind: 'vault', work: 'be signed in' }
const runVault: Gate = { kind: 'vault', work: 'run the vault' }
const may = (work: Work): Gate => ({ kind: 'place', work })

/** Every route by its id, and who may call it, by hand. A route that is missing here fails the test. */
export const MATRIX: Readonly<Record<string, Row>> = {
  health: { gate: everybody, yes: 200 },
  openapi: { gate: everybody, yes: 200 },
  docs: { gate: everybody, yes: 200 },
  session: { gate: everybody, yes: 200 },
  // What it finds depends on the caller: route-effects.spec.ts.
  search: { gate: everybody, query: { q: 'a' }, yes: 200 },
  setup: { gate: { kind: 'closed', code: 'setup_done' }, body: {}, yes: 201 },
  'settings.get': { gate: runVault, yes: 200 },
  'backups.get': { gate: runVault, yes: 200 },
  'backups.change': { gate: runVault, body: {}, yes: 200 },
  'backups.run': { gate: runVault, body: { task: 'backup' }, yes: 'backup_off' },
  'backups.cancel': { gate: runVault, body: { task: 'backup' }, yes: 200 },
  'settings.change': { gate: runVault, body: {}, yes: 200 },

  'log.client': { gate: signedIn, body: {}, yes: 'invalid_input' },
  overview: { gate: runVault, yes: 200 },
  doctor: { gate: runVault, yes: 200 },
  'log.list': { gate: runVault, yes: 200 },
  'log.level': { gate: runVault, body: {}, yes: 'invalid_input' },
  'jobs.list': { gate: runVault, yes: 200 },
  'jobs.retry': { gate: runVault, params: () => ({ job: 'none' }), yes: 'not_found' },
  'jobs.stop': { gate: runVault, params: () => ({ job: 'none' }), yes: 'not_found' },
  'jobs.throttle': { gate: runVault, body: {}, yes: 'invalid_input' },
  'audit.list': { gate: runVault, yes: 200 },
  'access_log.list': { gate: runVault, yes: 200 },
  'access_log.csv': { gate: runVault, yes: 200 },
  'config.list': { gate: runVault, yes: 200 },
  'config.change': { gate: runVault, body: {}, yes: 'invalid_input' },
  metrics: { gate: { kind: 'metrics' }, yes: 200 },
  'service_tokens.list': { gate: runVault, yes: 200 },
  'service_tokens.create': { gate: runVault, body: {}, yes: 'invalid_input' },
  'service_tokens.revoke': { gate: runVault, params: () => ({ token: 'none' }), yes: 'not_found' },

  'share_links.list': { gate: signedIn, yes: 200 },
  'share_links.create': { gate: signedIn, body: {}, yes: 'invalid_input' },
  'share_links.revoke': { gate: signedIn, params: () => ({ link: 'none' }), yes: 'not_found' },
  // Who is who does not matter here: the token opens, and the cookie that comes with it goes on.
  'shared.open': { gate: everybody, body: { token: 'none' }, yes: 'link_unknown' },
  'shared.entries': { gate: everybody, params: link, query: { folder: 'none' }, yes: 'link_not_open' },
  'shared.content': { gate: everybody, params: linkEntry, yes: 'link_not_open' },
  'shared.content_head': { gate: everybody, params: linkEntry, yes: 401 },
  'shared.zip': { gate: everybody, params: link, yes: 'link_not_open' },
  'shared.upload_options': { gate: everybody, params: link, yes: 'link_not_open' },
  'shared.create_upload': { gate: everybody, params: link, headers: TUS, yes: 'link_not_open' },
  'shared.head_upload': { gate: everybody, params: linkUpload, headers: TUS, yes: 401 },
  'shared.patch_upload': { gate: everybody, params: linkUpload, headers: OFFSET_STREAM, yes: 'link_not_open' },
  'shared.cancel_upload': { gate: everybody, params: linkUpload, headers: TUS, yes: 'link_not_open' },

  'tokens.create': { gate: everybody, body: {}, yes: 'invalid_input' },
  'tokens.revoke': { gate: signedIn, yes: 204, spends: 'session' },
  'me.password': { gate: signedIn, body: {}, yes: 'invalid_input' },
  'me.sessions': { gate: signedIn, yes: 200 },
  'me.openings': { gate: signedIn, yes: 200 },
  'me.sessions.end': { gate: signedIn, query: { keep: 'nobody knows' }, yes: 'invalid_input' },
  // Somebody else's session is not there, also for an admin: that is what the other address is for.
  'me.session.end': { gate: signedIn, params: ({ sessionId }) => ({ session: sessionId }), yes: 'not_found' },
  'accounts.list': { gate: runVault, yes: 200 },
  'accounts.create': { gate: runVault, body: {}, yes: 'invalid_input' },
  'accounts.change': {
    gate: runVault,
    params: ({ viewerId }) => ({ account: viewerId }),
    body: { role: 'none' },
    yes: 'invalid_input',
  },
  'accounts.delete': { gate: runVault, params: ({ viewerId }) => ({ account: viewerId }), yes: 'invalid_input' },
  'accounts.open_personal': { gate: runVault, params: () => ({ account: 'nobody' }), yes: 'not_found' },
  'sessions.list': { gate: runVault, yes: 200 },
  'sessions.end': { gate: runVault, params: () => ({ session: 'none' }), yes: 'not_found' },

  'places.list': { gate: everybody, yes: 200 },
  'places.get': { gate: may('see'), params: place, yes: 200 },
  'rooms.create': { gate: runVault, body: {}, yes: 'invalid_input' },
  'rooms.settings': { gate: may('manage'), params: place, yes: 200 },
  'rooms.change': { gate: may('manage'), params: place, body: { access: 'none' }, yes: 'invalid_input' },
  'rooms.delete': {
    gate: may('manage'),
    params: place,
    query: { confirm: 'another name' },
    yes: 'confirmation_needed',
  },
  'rooms.unlock': { gate: may('see'), params: place, body: {}, yes: 'invalid_input' },
  'rooms.leave': { gate: may('see'), params: place, yes: 204, spends: 'grant' },

  'drives.list': { gate: runVault, yes: 200 },
  'drives.add': { gate: runVault, body: {}, yes: 'invalid_input' },
  'drives.change': { gate: runVault, params: drive, body: {}, yes: 'not_found' },
  'drives.remove': { gate: runVault, params: drive, query: { confirm: 'x' }, yes: 'not_found' },
  'drives.index': { gate: runVault, params: drive, yes: 'not_found' },

  'entries.list': { gate: may('look'), params: place, yes: 200 },
  'entries.create_folder': { gate: may('change'), params: place, body: { name: FOLDER_NAME }, yes: 'entry_exists' },
  // Whoever may look may ask; what it does to each entry is asked entry by entry (see the test of effects).
  'entries.bulk': { gate: may('look'), params: place, body: {}, yes: 'invalid_input' },
  'changes.list': { gate: may('look'), params: place, query: { since: '0' }, yes: 200 },
  'files.get': { gate: may('look'), params: entry, yes: 200 },
  'files.rename': { gate: may('change'), params: entry, body: {}, yes: 'invalid_input' },
  'files.content': { gate: may('look'), params: entry, yes: 200 },
  'files.content_head': { gate: may('look'), params: entry, yes: 200 },
  // Of a text: behind the gate there is nothing to see.
  'files.thumbnail': { gate: may('look'), params: entry, yes: 'no_picture' },
  'files.played': { gate: may('look'), params: entry, body: {}, yes: 'invalid_input' },
  'files.manifest': { gate: may('look'), params: entry, yes: 200 },
  'playback.tracks': { gate: may('look'), params: entry, yes: 200 },
  'playback.repacked': { gate: may('look'), params: entry, yes: 'cannot_repack' },
  'playback.subtitles': {
    gate: may('look'),
    params: (things) => ({ ...entry(things), track: 'in-99' }),
    yes: 'not_found',
  },
  // Whose lists they are follows from who asks: watching.int.test.ts.
  'watching.position': { gate: may('look'), params: entry, yes: 200 },
  'watching.report': { gate: may('look'), params: entry, body: {}, yes: 'invalid_input' },
  'watching.forget': { gate: may('look'), params: entry, yes: 204 },
  'watching.opened': { gate: may('look'), params: entry, yes: 204 },
  'watching.forget_opened': { gate: may('look'), params: entry, yes: 204 },
  'favourites.add': { gate: may('look'), params: entry, yes: 204 },
  'favourites.remove': { gate: may('look'), params: entry, yes: 204 },
  'favourites.ids': { gate: everybody, yes: 200 },
  'watching.shelf': { gate: everybody, params: () => ({ shelf: 'continue' }), yes: 200 },
  'trash.list': { gate: may('see trash'), params: place, yes: 200 },
  // What goes is asked entry by entry, as with other bulk work.
  'trash.purge': { gate: may('see trash'), params: place, body: {}, yes: 'invalid_input' },
  'versions.list': { gate: may('look'), params: entry, yes: 200 },
  'versions.content': { gate: may('look'), params: version, yes: 'version_gone' },
  'versions.content_head': { gate: may('look'), params: version, yes: 410 },
  'versions.restore': { gate: may('change'), params: version, yes: 'version_gone' },
  'versions.delete': { gate: may('delete any'), params: version, yes: 'version_gone' },
  usage: { gate: may('look'), params: place, yes: 200 },
  'zip.ticket': { gate: may('look'), params: place, body: {}, yes: 'invalid_input' },
  'zip.get': { gate: may('look'), params: place, yes: 'invalid_input' },
  'jobs.get': { gate: { kind: 'job' }, params: job, yes: 200 },
  'jobs.cancel': { gate: { kind: 'job' }, params: job, yes: 200 },

  'chat.list': { gate: may('talk'), params: place, yes: 200 },
  'chat.unread': { gate: everybody, yes: 200 },

  'uploads.options': { gate: everybody, yes: 200 },
  'uploads.options_one': { gate: everybody, params: upload, yes: 200 },
  // The place stands in the metadata, so this gate is told by its effects.
  'uploads.create': { gate: everybody, yes: 'tus_version_unsupported' },
  'uploads.list': { gate: everybody, yes: 200 },
  'uploads.head': { gate: { kind: 'upload', act: 'go on' }, params: upload, headers: TUS, yes: 200 },
  'uploads.patch': {
    ...{ gate: { kind: 'upload', act: 'go on' }, params: upload, yes: 'upload_offset_mismatch' },
    headers: { ...OFFSET_STREAM, 'upload-offset': '7' },
  },
  'uploads.cancel': {
    gate: { kind: 'upload', act: 'cancel' },
    params: upload,
    headers: TUS,
    yes: 204,
    spends: 'upload',
  },
  'uploads.result': { gate: { kind: 'upload', act: 'go on' }, params: upload, yes: 200 },
  'content.put': { gate: may('change'), params: place, yes: 'invalid_input' },
  'files.save': { gate: may('change'), params: entry, yes: 'precondition_required' },
  'content.form': { gate: may('change'), params: place, yes: 'unsupported_media_type' },
}

/** Where the uploads of the test lie, and whose they are: the label of an identity. */
export const UPLOADS = [
  { owner: 'an editor', place: 'hall' },
  { owner: 'a guest by grant', place: 'studio' },
  { owner: 'a named member', place: 'cellar' },
] as const satisfies readonly { owner: string; place: PlaceName }[]

/** Both ways of one account are one owner; two devices of guests are two. */
const ACCOUNT_OF: Readonly<Record<string, PersonKind>> = {
  ...{ 'an editor': 'editor', 'an editor by cookie': 'editor', 'a named member': 'member' },
}

/**
 * Another's upload is not there. A sender who is only signed out is told to sign in, or the client would take it for
 * gone (docs/decisions/010). An admin may cancel what lies where the admin sees, and nothing more.
 */
export function uploadOutcome(
  asker: { label: string; person: PersonKind },
  upload: { owner: string },
  act: 'go on' | 'cancel',
): string {
  const account = ACCOUNT_OF[upload.owner]
  const isOwn = account === undefined ? asker.label === upload.owner : asker.person === account
  if (isOwn || (act === 'cancel' && asker.person === 'admin')) return 'yes'
  const isGuest = ['nobody', 'guest', 'neighbour'].includes(asker.person)
  return account !== undefined && isGuest ? 'not_signed_in' : 'upload_not_found'
}
