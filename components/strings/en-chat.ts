import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** The conversation of a room. */
export function englishChat(format: Formatter) {
  const files = (n: number) => plural('en', n, { one: '# file', other: '# files' })
  return {
    title: 'Chat',
    files: 'Files',
    views: 'Parts of the room',
    unread: (n: number) => (n >= 100 ? '99+' : format.number(n)),
    unreadWords: (n: number) =>
      n >= 100
        ? 'more than 99 unread messages'
        : plural('en', n, { one: '# unread message', other: '# unread messages' }),
    messages: (room: string) => `Messages in ${room}`,
    messageTo: (room: string) => `Message to ${room}`,
    send: 'Send',
    attach: 'Add from this room',
    attachTitle: 'What is it about?',
    attachVerb: (n: number) => (n === 0 ? 'Add' : `Add ${format.number(n)}`),
    attached: 'Goes along',
    detach: (name: string) => `Leave out “${name}”`,
    nothingToAttach: 'This folder is empty.',
    empty: 'Nothing has been said here yet.',
    emptyAction: 'Say hello',
    today: 'Today',
    yesterday: 'Yesterday',
    newMessages: 'New',
    newBelow: (n: number) => plural('en', n, { one: '# new message', other: '# new messages' }),
    toEnd: 'To the newest message',
    older: 'Earlier messages',
    readingOlder: 'Reading earlier messages',
    begins: (room: string) => `${room} begins here.`,
    you: 'You',
    guest: 'A guest',
    guestNamed: (name: string) => `${name}, guest`,
    actions: (name: string) => `Actions for the message of ${name}`,
    copy: 'Copy the text',
    copied: 'Copied',
    delete: 'Delete',
    deleteTitle: 'Delete this message?',
    deleteHelp: 'It is gone for everybody in the room.',
    keep: 'Keep it',
    deleted: 'This message was deleted.',
    heard: (name: string, text: string) => `${name}: ${text}`,
    gone: (name: string) => `“${name}” is no longer in this room.`,
    joined: (names: string[]) => `${format.list(names)} came in`,
    unlocked: (name: string) => `${name} opened the room with its password`,
    added: (name: string, count: number, what: string | null, folder: string) => {
      const them = what === null ? files(count) : `“${what}”`
      return folder === '' ? `${name} added ${them}` : `${name} added ${them} to ${folder}`
    },
    addedFiles: files,
    sending: 'Sending',
    waiting: 'Goes out as soon as the vault is back.',
    notSent: 'Not sent.',
    again: 'Send again',
    drop: 'Discard',
    away: 'The vault is out of reach. What you write goes out when it is back.',
    charactersLeft: (n: number) =>
      n >= 0
        ? plural('en', n, { one: '# character left', other: '# characters left' })
        : plural('en', -n, { one: '# character too many', other: '# characters too many' }),
    yourName: 'Your name',
    nameHelp: 'The others read it beside your messages. This device keeps it.',
    nameVerb: 'Say my name',
    nameNeeded: 'Write a name of up to 40 characters.',
    changeName: (name: string) => `You are ${name} here`,
    change: 'Change',
    door: 'Write the password, or pass:PASSWORD, and the room opens.',
  }
}
