/** A restore that cannot begin, in words for the person at the console. */
export class RestoreRefusal extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'RestoreRefusal'
  }
}
