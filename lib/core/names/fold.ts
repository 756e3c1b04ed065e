import { foldCase, withoutInvisible } from './name-key.ts'

/** Letters that people look for under another one, though Unicode does not decompose them. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  þ: 'th',
  ŧ: 't',
  ё: 'е',
}

/**
 * Folds what people do not think of when they look for a name: case, accents of Latin and Greek letters, wide and
 * ligated forms. Marks of other scripts stay, for there they make another letter.
 */
export function foldText(text: string): string {
  return foldCase(withoutInvisible(text).normalize('NFKD'))
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, '$1')
    .normalize('NFC')
    .replace(/[æœøđðħłþŧё]/gu, (letter) => LETTERS[letter] ?? letter)
}
