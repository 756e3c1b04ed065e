import type { Kind } from '#lib/core/kinds/kind.ts'
import type { Formatter } from './format.ts'
import { plural } from './plural.ts'

/** Why a share brought nothing; the address of the page says which. */
export type ShareProblem = 'empty' | 'full' | 'broken' | 'failed' | 'missed'

/** What was shared into this device and waits to be sent somewhere. Loaded with its page. */
export function englishShare(format: Formatter) {
  const files = (n: number) => plural('en', n, { one: '# file', other: '# files' })
  const things = (n: number) => plural('en', n, { one: '# thing', other: '# things' })
  const kinds: Partial<Record<Kind, (n: number) => string>> = {
    photo: (n) => plural('en', n, { one: 'a photo', other: '# photos' }),
    film: (n) => plural('en', n, { one: 'a film', other: '# films' }),
    sound: (n) => plural('en', n, { one: 'a sound', other: '# sounds' }),
  }
  const problems: Record<ShareProblem, { title: string; help: string }> = {
    empty: {
      title: 'Nothing came with that share.',
      help: 'Some browsers lose what is shared on the way. Choose the files here instead.',
    },
    full: {
      title: 'There is no room for it on this device.',
      help: 'Nothing of it was kept. Make some room, or choose fewer files here.',
    },
    broken: { title: 'It was cut off on its way.', help: 'Nothing of it was kept. Share it again, or choose it here.' },
    failed: {
      title: 'This browser could not keep it.',
      help: 'Nothing of it was kept. Share it again, or choose it here.',
    },
    missed: {
      title: 'Hearth was not ready for that share.',
      help: 'It is now: share it again, or choose the files here.',
    },
  }
  return {
    title: 'Add to Hearth',
    close: 'Later',
    question: (n: number) => (n === 1 ? 'Where should this go?' : `Where should these ${format.number(n)} go?`),
    /** "4 photos, a film and 2 files" */
    what: (counts: ReadonlyMap<Kind, number>) => {
      const others = [...counts].reduce((sum, [kind, n]) => (kinds[kind] ? sum : sum + n), 0)
      const named = [...counts].flatMap(([kind, n]) => kinds[kind]?.(n) ?? [])
      const all = format.list(
        others === 0 ? named : [...named, plural('en', others, { one: 'a file', other: '# files' })],
      )
      return `${all.charAt(0).toUpperCase()}${all.slice(1)}`
    },
    shared: 'What was shared',
    more: (n: number) => `${format.number(n)} more`,
    kept: 'Kept on this device until the vault has every byte',
    keptFor: 'Kept on this device for 7 days',
    place: 'Place',
    folder: 'Folder',
    topFolder: 'Not in a folder',
    chooseFolder: 'Which folder?',
    useFolder: 'Use this folder',
    send: (n: number, place: string) => `Add ${files(n)} to ${place}`,
    sending: 'Adding...',
    discard: 'Throw away',
    discardTitle: (n: number) => `Throw ${files(n)} away?`,
    discardHelp: 'They leave this device’s inbox for good. The originals stay where they are.',
    keep: 'Keep',
    signIn: 'Sign in',
    signInFirst: 'Sign in to choose where it goes. It waits here as long.',
    nowhere: 'No room here takes files from you. It waits here for 7 days.',
    rooms: 'See the rooms',
    out: 'The vault is out of reach. What you shared waits here.',
    again: 'Try again',
    refused: 'The browser was not allowed to read the files.',
    gone: 'What was shared is not on this device any more.',
    nothing: 'Nothing waits here.',
    choose: 'Choose files',
    list: (n: number) => `${things(n)} wait${n === 1 ? 's' : ''} to be sent`,
    hintHelp: 'Shared into this device',
    problems,
  }
}

export type ShareStrings = ReturnType<typeof englishShare>
