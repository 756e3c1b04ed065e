/** A boolean column. */
export type Flag = 0 | 1

/** JSON as text: whoever reads it parses it with a contract. */
export type JsonText = string

/** A lowercase hex SHA-256 of a secret; the secret itself is never stored. */
export type SecretHash = string

/** A 64-bit integer as decimal text, since it may exceed 2^53. */
export type BigText = string

/** Who did something. Open-ended in the database: later doors (share links, nodes) add kinds without a migration. */
export type ActorKind = 'account' | 'device' | 'system'
