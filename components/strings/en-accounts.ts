import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'
import { plural } from './plural.ts'

/** Set-up, sign-in and one's own account. */
export function englishAccounts(format: Formatter) {
  return {
    roles: { admin: 'Admin', editor: 'Editor', viewer: 'Viewer' },
    roleHelp: {
      admin: 'Everything, also people and rooms',
      editor: 'Adds, changes and deletes files',
      viewer: 'Looks, plays and downloads',
    },
    password: 'Password',
    passwordHelp: 'At least 8 characters. A short sentence is easiest to keep.',
    passwordTooShort: 'Use at least 8 characters.',
    passwordNeeded: 'Type the password.',
    nameNeeded: 'Type a name.',
    guest: 'Guest',
    setup: {
      title: 'Set up the vault',
      lead: 'Three small steps, then the house has a place for its files.',
      step: (at: number, of: number) => `Step ${at} of ${of}`,
      codeTitle: 'Is this your vault?',
      codeHelp: 'The vault shows a code where it was started. Only who sees it becomes the admin.',
      code: 'Set-up code',
      codeNeeded: 'Type the code from the console.',
      youTitle: 'Who are you?',
      youHelp: 'This account runs the vault. You add the others later.',
      name: 'Your name',
      doorTitle: 'Who may enter the first room?',
      doorHelp: 'It is called “main”. You can change this at any time.',
      next: 'Next',
      finish: 'Open the vault',
      finishing: 'Opening...',
      already: 'The vault is set up already.',
    },
    signIn: {
      title: 'Sign in',
      to: (vault: string) => `to ${vault}`,
      name: 'Name',
      submit: 'Sign in',
      submitting: 'Signing in...',
      again: (clock: string) => `Possible again in ${clock}`,
      asGuest: 'Go on without an account',
      asGuestHelp: 'For rooms that everybody at home may enter, or that have a password.',
      outTitle: 'You are signed out on this device.',
      outHelp:
        'What Hearth kept of yours is gone. The vault was out of reach: it ends your session when this device reaches it again.',
    },
    again: {
      title: 'Your session has ended',
      help: 'Sign in again. What you were sending waits, and goes on from where it stopped.',
    },
    you: {
      title: 'You',
      guestTitle: 'You are here without an account',
      guestHelp: 'Rooms open by their password, or to everybody at home. With an account you have files of your own.',
      nobodyHelp: 'Sign in to see your rooms and your own files.',
      passwordTitle: 'Password',
      changePassword: 'Change the password',
      currentPassword: 'Current password',
      newPassword: 'New password',
      notYourPassword: 'This is not your password.',
      passwordChanged: 'The password is changed. Other devices are signed out.',
      passwordConsequence: 'Changing it signs out all your other devices.',
      sessionsTitle: 'Where you are signed in',
      thisDevice: 'This device',
      program: 'Program',
      browser: 'Browser',
      lastSeen: (when: string) => `Last seen ${inSentence(when)}`,
      signedInSince: (when: string) => `since ${when}`,
      endSession: (label: string) => `Sign out ${label}`,
      sessionEnded: 'That device is signed out.',
      openingsTitle: 'Who opened your files',
      openingsNone: 'Nobody but you has opened “My files”.',
      openedBy: (name: string) => `${name} opened “My files”`,
      showAll: (count: number) => `Show all ${format.number(count)}`,
      signOut: 'Sign out',
      signOutEverywhere: 'Sign out everywhere',
      signOutOthers: 'Sign out all other devices',
      othersEnded: (count: number) =>
        count === 0
          ? 'No other device was signed in.'
          : `${plural('en', count, { one: '# device is', other: '# devices are' })} signed out.`,
      everywhereTitle: 'Sign out everywhere?',
      everywhereHelp: 'This device too. Programs with a token of yours stop working.',
      stay: 'Stay signed in',
      finishFirst: 'Finish first',
      discard: 'Discard and sign out',
      unfinishedTitle: (count: number) =>
        `${plural('en', count, { one: '# file is', other: '# files are' })} still on the way`,
      unfinishedHelp: 'Signing out now gives them up. What has arrived in full stays.',
      unfinishedLost: (count: number) =>
        `${plural('en', count, { one: '# file that is', other: '# files that are' })} still on the way will not arrive.`,
      used: (bytes: number) => `${format.bytes(bytes)} in your name`,
      lookTitle: 'Look',
    },
  }
}
