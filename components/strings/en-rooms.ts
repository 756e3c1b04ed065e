import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** Rooms: the list, the door, and what can be changed about them. */
export function englishRooms(format: Formatter) {
  const count = (n: number) => plural('en', n, { one: '# entry', other: '# entries' })
  return {
    title: 'Rooms',
    drives: 'Drives',
    myFiles: 'My files',
    onlyYou: 'Only you',
    filesOf: (name: string) => `Files of ${name}`,
    entries: count,
    entriesAndSize: (n: number, bytes: number) => `${count(n)}, ${format.bytes(bytes)}`,
    readOnly: 'Read-only',
    readOnlySentence: 'This room is read-only.',
    locked: 'Password',
    noEntry: 'Not for you',
    none: 'There is no room yet.',
    noneForYou: 'No room is open to you here.',
    access: {
      lan: 'Everybody at home',
      password: 'By password',
      accounts: 'Everybody with an account',
      names: 'Only the people named',
    },
    accessHelp: {
      lan: 'Every device in this network walks in.',
      password: 'Guests type it once an hour. People with an account need none.',
      accounts: 'Guests stay outside.',
      names: 'You choose who, below.',
    },
    create: 'Create a room',
    creating: 'Creating...',
    createTitle: 'A new room',
    name: 'Room name',
    nameNeeded: 'Give the room a name.',
    accessQuestion: 'Who may enter?',
    password: 'Room password',
    newPassword: 'New room password',
    passwordKept: 'Leave it empty to keep the one there is.',
    passwordEnds: 'A new password closes the room for every guest inside.',
    passwordNeeded: 'Use at least 4 characters.',
    members: 'Who is named',
    membersNone: 'There are no other accounts yet.',
    guestRole: 'Guests may',
    guestRoles: { viewer: 'Look, play and download', editor: 'Also add files, and change them' },
    readOnlySwitch: 'Read-only',
    readOnlyHelp: 'Nobody can add, change or delete anything. Nothing is hidden.',
    colour: 'Colour',
    icon: 'Icon',
    glazes: {
      clay: 'Clay',
      ochre: 'Ochre',
      moss: 'Moss',
      lake: 'Lake',
      dusk: 'Dusk',
      plum: 'Plum',
      rose: 'Rose',
      stone: 'Stone',
    },
    icons: {
      home: 'House',
      flower: 'Flower',
      clapperboard: 'Film',
      'graduation-cap': 'School',
      music: 'Music',
      'tree-pine': 'Tree',
      camera: 'Camera',
      'book-open': 'Book',
      briefcase: 'Work',
      utensils: 'Kitchen',
      plane: 'Journey',
      heart: 'Heart',
    },
    settings: 'Room settings',
    settingsOf: (name: string) => `Settings of ${name}`,
    settingsSaved: (name: string) => `${name} is changed.`,
    created: (name: string) => `${name} is there.`,
    deleteRoom: 'Delete this room',
    deleteTitle: (name: string) => `Delete “${name}” for good?`,
    deleteHelp: (n: number | null) =>
      n === null || n === 0
        ? 'The room is gone for everybody. This cannot be undone.'
        : `${count(n)} ${n === 1 ? 'leaves' : 'leave'} the vault with it, for everybody. This cannot be undone.`,
    deleteType: (name: string) => `Type ${name} to go on`,
    deleteMismatch: 'This is not the name of the room.',
    deleted: (name: string) => `${name} is deleted.`,
    keep: 'Keep it',
    openRoom: 'Open the room',
    opening: 'Opening...',
    lockedLead: 'This room has a password. It stays open for an hour.',
    wrongTimes: (times: number) => `The password was wrong ${wordOf(times)} times.`,
    waitThenTry: 'Wait a moment, then try again.',
    possibleAgain: (duration: string) => `Possible again in ${duration}`,
    waitAnnounced: (duration: string) => `Locked for ${duration}.`,
    noWaiting: 'These need no waiting',
    otherWays: 'Or',
    signIn: 'Sign in with your account',
    notForYou: (name: string) => `“${name}” is not open to you.`,
    notForYouHelp: 'Ask who runs the room.',
    unknown: (slug: string) => `There is no room “${slug}”.`,
    unknownHelp: 'Check the spelling, or ask for the link again.',
    createNamed: (slug: string) => `Create “${slug}”`,
    chooseForAdd: 'Where should it go?',
  }
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function wordOf(n: number): string {
  return WORDS[n] ?? String(n)
}
