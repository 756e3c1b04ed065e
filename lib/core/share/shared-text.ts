import { safeName } from '../names/safe-name.ts'

/** What a share sheet may say beside files; phones fill these fields as they please. */
export interface SharedWords {
  readonly title: string
  readonly text: string
  readonly url: string
}

export interface TextFile {
  readonly name: string
  readonly text: string
}

/** Longer first lines are no titles. */
const LONGEST_NAME = 60

/**
 * Words and links become a small text file: every phone and every computer opens it. Null when nothing was said, or
 * nothing but a title: beside files that is how an app calls them, and alone it is no content.
 */
export function textFileOf(words: SharedWords): TextFile | null {
  const title = words.title.trim()
  const text = words.text.trim()
  const url = words.url.trim()
  // Android puts a link into the text, and some apps into both.
  const lines = [text, text.includes(url) ? '' : url].filter((line) => line !== '')
  if (lines.length === 0) return null
  const body = title === '' || text.startsWith(title) ? lines : [title, ...lines]
  return { name: `${nameOf(title, text, url)}.txt`, text: `${body.join('\n')}\n` }
}

function nameOf(title: string, text: string, url: string): string {
  const firstLine = text.split(/\r\n|\r|\n/u, 1)[0]?.trim() ?? ''
  const link = /^https?:\/\/([^/\s?#]+)\S*$/iu.exec(firstLine || url)
  const wanted = title || link?.[1] || firstLine || url
  const characters = [...safeName(wanted)]
  if (characters.length <= LONGEST_NAME) return characters.join('')
  const cut = characters.slice(0, LONGEST_NAME).join('')
  // At the end of a word, unless that takes most of it away.
  const space = cut.lastIndexOf(' ')
  return (space > LONGEST_NAME / 2 ? cut.slice(0, space) : cut).trimEnd()
}
