export type StartRefusalReason =
  | 'config'
  | 'data_folder'
  | 'data_locked'
  | 'network_filesystem'
  | 'secret'
  | 'tls'
  | 'port'

/**
 * The vault must not start (or a part of it must not open). The message is for the person at the console:
 * it says what is wrong and what to do, and is printed without a stack.
 */
export class StartRefusal extends Error {
  readonly reason: StartRefusalReason

  constructor(reason: StartRefusalReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StartRefusal'
    this.reason = reason
  }
}
