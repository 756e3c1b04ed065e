/** A time such as "Today 17:52" in the middle of a sentence: "today 17:52". Dates begin with a digit and stay. */
export function inSentence(words: string): string {
  return words.slice(0, 1).toLocaleLowerCase() + words.slice(1)
}
