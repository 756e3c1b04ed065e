/** Long-lived tokens of machines; the scope stays open, as kinds do elsewhere. */
export const serviceTokens: readonly string[] = [
  `create table service_tokens (
    id text primary key,
    hash text not null unique,
    name text not null check (name <> ''),
    scope text not null,
    created_by text not null references accounts (id),
    created_at integer not null,
    last_used_at integer
  ) strict, without rowid`,
]
