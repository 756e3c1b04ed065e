/** What tus-js-client takes of url-parse: an address as the vault gives it, seen from the one that was asked. */
export default class SlimUrl {
  readonly #href: string

  /** @param origin may be a path alone; what it gives is one too, then */
  constructor(link: string, origin: string) {
    const from = new URL(origin, NOWHERE)
    const url = new URL(link, from)
    this.#href = url.origin === NOWHERE ? url.pathname + url.search + url.hash : url.href
  }

  toString(): string {
    return this.#href
  }
}

const NOWHERE = 'http://no.where.invalid'
