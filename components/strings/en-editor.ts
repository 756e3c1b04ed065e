import type { PersonView } from '#lib/contracts/http/common.ts'
import type { Formatter } from './format.ts'
import { inSentence } from './in-sentence.ts'

/** The editor of texts. */
export function englishEditor(format: Formatter) {
  const who = ({ kind, name, self }: PersonView) =>
    kind === 'disk' ? 'Somebody' : self ? 'You, elsewhere,' : kind === 'guest' ? 'A guest' : name
  const changed = (by: PersonView) =>
    by.kind === 'disk' ? 'Somebody changed this by hand, in the folder' : `${who(by)} saved this`
  return {
    newTextTitle: 'A new text file',
    newTextName: 'File name',
    newTextStem: 'Note',
    create: 'Create',
    creating: 'Creating...',

    dialog: (name: string) => `Edit ${name}`,
    field: (name: string) => `Text of ${name}`,
    close: 'Close',
    save: 'Save',
    saving: 'Saving...',
    tryAgain: 'Try again',
    find: 'Find in this text',
    loading: 'Loading',
    phases: {
      saved: 'Saved',
      unsaved: 'Not saved yet',
      saving: 'Saving...',
      failed: 'Not saved',
      conflict: 'Not saved yet',
    },
    readOnly: 'Only to read',
    readOnlyHelp: 'You may read this text, not change it.',
    tabLeaves: 'Tab now leaves the text. Esc again closes it.',
    hint: 'Esc, then Tab leaves the text',
    endings: { lf: '', crlf: 'Windows line ends', cr: 'Old Mac line ends', mixed: 'Mixed line ends' },

    refused: {
      too_large: 'This text is too large to edit here.',
      encoding: 'This file is not written in UTF-8.',
      binary: 'This is not a plain text.',
    },
    refusedHelp: {
      too_large: 'Texts up to 2 MB can be edited here. Download it and use another program.',
      encoding: 'Saving it here would harm its letters. Download it and use another program.',
      binary: 'Saving it here would harm it. Download it and use another program.',
    },
    download: 'Download',
    loadFailed: 'The text could not be read.',

    tooLarge: (bytes: number) => `This is ${format.bytes(bytes)}. A text is saved here up to 2 MB.`,
    failed: 'This was not saved.',
    offline: 'The vault is out of reach. This was not saved.',
    draftKept: 'What you wrote is kept on this device.',
    draftLost: 'This browser keeps nothing: leave the page open.',
    saveCopy: 'Save as a copy',

    draft: (when: string) => `A draft of yours from ${inSentence(when)} was not saved.`,
    draftBehind: 'The file has changed since then.',
    draftTake: 'Go on with it',
    draftDrop: 'Discard it',
    behind: (by: PersonView, when: string) => `${changed(by)} ${inSentence(when)}, while you wrote.`,
    behindHelp: 'When you save, you are asked what should happen.',
    renewed: (by: PersonView, when: string) => `${changed(by)} ${inSentence(when)}. You see the new text.`,
    setAside: 'Your own text was put aside.',
    setAsideHelp: 'It is lost when you close this.',
    copyMine: 'Copy it',
    bringBack: 'Bring it back',
    copied: 'Your text is copied.',
    copyFailed: 'The browser does not let this page copy.',
    dismiss: 'Dismiss',

    conflict: {
      title: (by: PersonView) =>
        by.kind === 'disk' ? 'This was changed in the meantime' : `${who(by)} saved before you`,
      when: (by: PersonView, when: string) => `${changed(by)} ${inSentence(when)}.`,
      question: 'What should happen?',
      keep: 'Keep both',
      keepHelp: 'Yours becomes a file beside it, with a number.',
      replace: 'Replace with mine',
      replaceHelp: 'The other text stays as a version.',
      theirs: 'Take theirs',
      theirsHelp: 'Yours is put aside, and you can copy it.',
      unreadable: 'The other text cannot be shown here.',
      compare: 'Compare',
      hideCompare: 'Hide the comparison',
      theirText: 'Theirs',
      myText: 'Mine',
      compared: 'Theirs and mine compared',
      go: 'Go on',
    },
    keptBoth: (name: string) => `Yours is saved as “${name}”`,

    leftUnsaved: (name: string, isKept: boolean) =>
      isKept
        ? `“${name}” was not saved. What you wrote is kept on this device.`
        : `“${name}” was not saved. What you wrote is kept while this page is open.`,
    goOn: 'Go on with it',
    leave: {
      title: 'Save before you leave?',
      text: 'What you wrote since the last save would be lost.',
      stay: 'Keep writing',
      discard: 'Discard',
      save: 'Save',
    },

    phrases: {
      Find: 'Find',
      next: 'next',
      previous: 'previous',
      all: 'all',
      'match case': 'match case',
      regexp: 'regexp',
      'by word': 'by word',
      Replace: 'Replace',
      replace: 'replace',
      'replace all': 'replace all',
      close: 'close',
    },
  }
}
