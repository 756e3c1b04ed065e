/** "Nov 29, 4:36 AM" */
const BEGINS_WITH_MONTH = /^\p{L}+\.? \d{1,2},/u

/** A time such as "Today 17:52" in the middle of a sentence: "today 17:52". Dates stay, for months keep their capital. */
export function inSentence(words: string): string {
  return BEGINS_WITH_MONTH.test(words) ? words : words.slice(0, 1).toLocaleLowerCase() + words.slice(1)
}
