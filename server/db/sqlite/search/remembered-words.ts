import { WordList } from '#lib/core/search/word-list.ts'
import type { Connection } from '../connection.ts'

/** All words of the index in memory: some megabytes for a million names. Each search adds what came since the last. */
export class RememberedWords {
  readonly #list = new WordList()
  #lastId = 0

  upToNow(connection: Connection): WordList {
    const { rows } = connection.run('select id, word from search_known where id > ? order by id', [this.#lastId])
    // The two columns that were asked for.
    for (const { id, word } of rows as { id: number; word: string }[]) {
      this.#list.add(word)
      this.#lastId = id
    }
    return this.#list
  }
}
