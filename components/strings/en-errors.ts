import type { RoomNameProblem } from '#lib/core/names/slug.ts'
import type { ErrorSentences, ErrorWords } from './errors.ts'
import type { Formatter } from './format.ts'

export const UNEXPECTED: ErrorWords = ['Something went wrong in this page.', 'Reload it and try again.']

/** One sentence per failure of the vault, and what to do. Present tense, no jargon, no blame. */
export function englishErrors(format: Formatter): ErrorSentences {
  const wait = (seconds: number | undefined) =>
    seconds === undefined ? 'Wait a moment, then try again.' : `Possible again in ${format.wait(seconds)}.`
  return {
    // Requests
    bad_request: () => ['The vault did not understand that.', 'Reload the page and try again.'],
    invalid_input: () => ['Something here is not allowed.', 'Check what you typed.'],
    invalid_name: ({ text }) => [nameReason(text('reason')), 'Choose another name.'],
    invalid_path: () => ['This folder cannot be used.', 'Choose another one.'],
    invalid_cursor: () => ['The list has changed.', 'Open the folder again.'],
    ambiguous_credentials: () => ['Two sign-ins were sent at once.', 'Reload the page and try again.'],
    not_found: () => ['There is nothing here.', 'It may have been moved or deleted.'],
    method_not_allowed: () => ['The vault does not do this here.', 'Reload the page and try again.'],
    request_too_large: () => ['This is too much at once.', 'Try it with less.'],
    request_stalled: () => ['The rest of this did not arrive.', 'Try again.'],
    unsupported_media_type: () => ['The vault does not take this kind of content here.', 'Choose another file.'],
    range_not_satisfiable: () => ['This part of the file does not exist.', 'Start again from the beginning.'],
    precondition_failed: () => ['It changed in the meantime.', 'Look at it again, then decide.'],
    precondition_required: () => ['The page did not say what it had read.', 'Reload it and try again.'],
    client_outdated: () => ['This page is older than the vault.', 'Reload it.'],
    rate_limited: ({ number }) => ['That was a lot in a short time.', wait(number('retryAfterSeconds'))],
    internal: () => ['Something failed inside the vault.', 'Try again. The log of the vault has the number below.'],
    not_implemented: () => ['The vault cannot do this.', 'Nothing was changed.'],
    unavailable: () => ['The vault is out of reach.', 'Try again when it is back.'],
    shutting_down: () => ['The vault is stopping.', 'Try again when it is back.'],
    database_newer: () => ['The data folder was written by a newer vault.', 'Start that one, or restore a copy.'],
    database_unreadable: () => ['The vault cannot read its database.', 'Restore it from a copy.'],
    // Backup
    backup_off: () => ['No backup folder is set.', 'Choose one first.'],
    backup_busy: () => ['Another backup of this vault is running.', 'Wait until it has ended.'],
    backup_folder_missing: () => ['The backup folder is not there.', 'Plug in its disk, then try again.'],
    backup_folder_inside: () => [
      'The backup folder and the vault lie inside each other.',
      'Choose one on another disk.',
    ],
    backup_folder_foreign: () => ['This folder is no backup of this vault.', 'Choose a new or an empty one.'],
    backup_folder_not_writable: () => ['The vault may not write into the backup folder.', 'Let its user write there.'],
    backup_disk_full: () => ['The disk of the backup is full.', 'Free some space, or keep fewer snapshots.'],
    setting_given: () => ['This setting is given where the vault is started.', 'Change it there.'],
    persist_file_broken: () => ['The file persist.json has a mistake.', 'Mend it on the host, then try again.'],
    // Network
    misdirected_host: () => [
      'The vault does not know this address as its own.',
      'Open one of the addresses it prints.',
    ],
    foreign_origin: () => ['This request came from another site.', 'Open the vault itself and try there.'],
    address_refused: () => ['The vault only answers at home.', 'Connect to the home network.'],
    https_required: () => ['This needs the secure address.', 'Open the https address of the vault.'],
    // People
    not_signed_in: () => ['This needs you to be signed in.', 'Sign in and try again.'],
    session_ended: () => ['Your session has ended.', 'Sign in again.'],
    token_invalid: () => ['This access has ended.', 'Sign in again.'],
    token_reused: () => ['This access was used twice and has been ended.', 'Sign in again.'],
    wrong_credentials: () => ['The name or the password is wrong.', 'Try again.'],
    wrong_password: () => ['The password is wrong.', 'Ask who runs the room.'],
    wrong_setup_code: () => ['The code is wrong.', 'The vault shows it where it was started.'],
    setup_done: () => ['The vault has an admin already.', 'Sign in.'],
    setup_needed: () => ['The vault has no admin yet.', 'Set it up first.'],
    locked_out: ({ number }) => ['The password was wrong too often.', wait(number('retryAfterSeconds'))],
    account_disabled: () => ['This account is switched off.', 'Ask an admin.'],
    account_exists: () => ['Somebody has this name already.', 'Choose another one.'],
    last_admin: () => ['Somebody must stay admin.', 'Make somebody else an admin first.'],
    weak_password: ({ number }) => ['The password is too short.', `Use at least ${number('min') ?? 8} characters.`],
    forbidden: () => ['You may not do this.', 'Ask an admin.'],
    only_admins_delete: () => ['Only admins delete in this vault.', 'Ask an admin.'],
    // Places
    room_locked: () => ['This room asks for its password.', 'Open it with the password.'],
    room_read_only: () => ['This room is read-only.', 'Nothing in it can be changed.'],
    room_exists: ({ text }) => [
      `There is a room ${quoted(text('name'), 'of this name')} already.`,
      'Choose another name.',
    ],
    room_name_reserved: () => ['The vault needs this name for itself.', 'Choose another one.'],
    room_not_empty: () => ['There are still entries in this room.', 'Type its name to delete it all the same.'],
    confirmation_needed: () => ['This cannot be undone.', 'Look at it again and confirm.'],
    drive_folder_missing: () => [
      'There is no such folder on the computer of the vault.',
      'Check the path, or plug it in.',
    ],
    drive_folder_unreadable: () => ['The vault may not read this folder.', 'Who runs the computer can allow it.'],
    drive_folder_inside: () => [
      'A drive, the vault and other drives never lie inside each other.',
      'Name another folder.',
    ],
    place_offline: ({ text }) => [`${quoted(text('name'), 'The drive')} is offline.`, 'Its files stay listed.'],
    folder_not_writable: () => ['The vault may not write into this folder.', 'Who runs the computer can allow it.'],
    // Entries
    entry_exists: ({ text }) => [
      `There is ${aQuoted(text('name'), 'an entry of this name')} here already.`,
      'Choose another name.',
    ],
    not_a_folder: () => ['This is not a folder.', 'Choose a folder.'],
    not_a_file: () => ['This is not a file.', 'Choose a file.'],
    move_into_itself: () => ['A folder cannot be moved into itself.', 'Choose another folder.'],
    entry_changed: () => ['Somebody changed it in the meantime.', 'Look at it again, then decide.'],
    entry_gone: () => ['It was deleted.', 'Look in the trash.'],
    content_changed: () => ['The file changed while it was read.', 'Start the download again.'],
    version_gone: () => ['This version was deleted or restored.', 'Look at the list again.'],
    ticket_expired: () => ['The download was asked for too long ago.', 'Choose it again.'],
    cannot_repack: () => ['This film cannot be played here.', 'Download it and play it with another program.'],
    no_picture: () => ['There is no picture of this file.', 'It can still be opened or downloaded.'],
    content_missing: () => ['The file is listed, but not on the disk right now.', 'The vault is looking for it.'],
    // Chat
    message_too_long: ({ number }) => [
      'The message is too long.',
      `It may have ${format.number(number('max') ?? 4000)} characters.`,
    ],
    message_is_password: () => ['This looks like a password, so it was not sent.', 'Write it at the door of its room.'],
    guest_name_needed: () => ['The others do not know who you are yet.', 'Say your name first.'],
    // Share links
    links_off: () => ['Share links are switched off in this vault.', 'Ask an admin.'],
    link_unknown: () => ['This link is not known here.', 'Perhaps a part of it is missing. Ask for the whole link.'],
    link_revoked: () => ['This link was taken back.', 'Ask whoever sent it for a new one.'],
    link_expired: () => ['This link has expired.', 'Ask whoever sent it for a new one.'],
    link_used_up: () => ['This link was used as often as it may be.', 'Ask whoever sent it for a new one.'],
    link_target_gone: () => ['What this link leads to is not there right now.', 'Ask whoever sent it.'],
    link_not_open: () => ['This page was open for a long time.', 'Reload it to go on.'],
    link_password_needed: () => ['This link asks for a password.', 'Whoever sent the link knows it.'],
    link_wrong_password: () => ['The password is wrong.', 'Ask whoever sent the link.'],
    link_takes_no_more: ({ number }) => [
      number('leftFiles') === 0 ? 'This link takes no more files.' : 'This is more than the link still takes.',
      number('leftBytes') === undefined
        ? 'What was sent before is safe.'
        : `It still takes ${format.bytes(number('leftBytes') ?? 0)}.`,
    ],
    // Uploads
    upload_not_found: () => ['The vault does not know this upload.', 'Add the file again.'],
    upload_gone: () => ['This upload was cancelled or has expired.', 'Add the file again.'],
    upload_locked: () => ['Another window is sending this file.', 'It goes on when that one pauses.'],
    upload_offset_mismatch: () => ['The upload stands elsewhere than this page thought.', 'It goes on by itself.'],
    upload_length_invalid: () => ['The size of the file could not be read.', 'Choose it again.'],
    upload_too_long: () => ['The file grew while it was sent.', 'Choose it again.'],
    upload_metadata_invalid: () => [
      'The vault did not understand the upload.',
      'Reload the page and add the file again.',
    ],
    upload_extension_unsupported: () => [
      'The vault cannot send files this way.',
      'Reload the page and add the file again.',
    ],
    tus_version_unsupported: () => ['This page is older than the vault.', 'Reload it.'],
    checksum_mismatch: () => ['A part arrived damaged.', 'It is sent again.'],
    checksum_algorithm_unsupported: () => ['The vault cannot compare the bytes this way.', 'Reload the page.'],
    hash_mismatch: () => ['The file arrived damaged and was not added.', 'Send it again.'],
    upload_stalled: () => ['The bytes stopped coming.', 'It goes on from where it stopped.'],
    upload_quarantined: () => [
      'The disk of the vault refused to keep the bytes.',
      'It goes on from the last safe one.',
    ],
    upload_finished: () => ['This file is in already.', 'Look for it in the folder.'],
    transfer_id_reused: () => ['This upload was started with another file.', 'Add the file again.'],
    too_many_uploads: () => ['Too many uploads are unfinished.', 'Finish or cancel some first.'],
    text_too_large: () => ['A text is saved here up to 2 MB.', 'Upload it as a file instead.'],
    file_too_large: ({ number }) => ['The file is larger than this vault accepts.', limit(number('maxBytes'), format)],
    quota_exceeded: () => ['There is no room left for you here.', 'Delete something, or ask an admin.'],
    disk_full: () => ['The disk of the vault is full.', 'Nothing was lost, the rest waits.'],
  }
}

function quoted(name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : `“${name}”`
}

function aQuoted(name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : `a “${name}”`
}

function limit(maxBytes: number | undefined, format: Formatter): string {
  return maxBytes === undefined ? 'Choose a smaller one.' : `It takes files up to ${format.bytes(maxBytes)}.`
}

/** Why a name is refused, so that one can mend it. */
const NAME_REASONS: Record<RoomNameProblem, string> = {
  empty: 'A name is needed.',
  dot: 'A name cannot be only dots.',
  too_long: 'This name is too long.',
  separator: 'A name cannot contain a slash.',
  control: 'This name contains a character that cannot be seen.',
  bidi: 'This name contains a character that cannot be seen.',
  surrogate: 'This name contains a broken character.',
  character: 'A name cannot contain < > : " | ? or *.',
  reserved: 'Windows keeps this name for itself.',
  hidden_reserved: 'The vault keeps this name for itself.',
  leading: 'A name cannot begin with a space.',
  trailing: 'A name cannot end with a space or a dot.',
  no_letters: 'A room needs a letter or a number in its name.',
  reserved_slug: 'The vault needs this name for itself.',
}

export function nameReason(reason: string | undefined): string {
  // A reason this page does not know yet falls through to the general sentence.
  return reason !== undefined && Object.hasOwn(NAME_REASONS, reason)
    ? NAME_REASONS[reason as RoomNameProblem]
    : 'This name cannot be used.'
}
