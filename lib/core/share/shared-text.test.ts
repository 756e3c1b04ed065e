import { expect, it } from 'vitest'
import { textFileOf } from './shared-text.ts'

it.each([
  ['a link with its title', ['Bread', '', 'https://x.example/b'], 'Bread.txt', 'Bread\nhttps://x.example/b\n'],
  ['a link in the text', ['', 'https://x.example/b?c=1', ''], 'x.example.txt', 'https://x.example/b?c=1\n'],
  [
    'a link in both',
    ['Bread', 'Look: https://x.example/b', 'https://x.example/b'],
    'Bread.txt',
    'Bread\nLook: https://x.example/b\n',
  ],
  ['a text and a link', ['', 'Look', 'https://x.example/b'], 'Look.txt', 'Look\nhttps://x.example/b\n'],
  ['words alone', ['', 'Milk\nEggs', ''], 'Milk.txt', 'Milk\nEggs\n'],
  ['a title that the text begins with', ['Milk', 'Milk and eggs', ''], 'Milk.txt', 'Milk and eggs\n'],
  [
    'a long first line',
    ['', `${'word '.repeat(40)}`, ''],
    `${'word '.repeat(12).trim()}.txt`,
    `${'word '.repeat(40).trim()}\n`,
  ],
  ['a name that no disk takes', ['a/b: c?', 'x', ''], 'a_b_ c_.txt', 'a/b: c?\nx\n'],
])('makes a file of %s', (_title, [title = '', text = '', url = ''], name, content) => {
  expect(textFileOf({ title, text, url })).toEqual({ name, text: content })
})

it.each([
  ['nothing', ['', '', '']],
  ['blanks', [' ', '\n', '']],
  ['a title alone', ['IMG_1.jpg', '', '']],
])('makes none of %s', (_title, [title = '', text = '', url = '']) => {
  expect(textFileOf({ title, text, url })).toBeNull()
})
