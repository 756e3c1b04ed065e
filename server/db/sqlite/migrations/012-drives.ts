/** What a drive is known by; and nobody hashes a whole disk that was plugged in: its contents wait until asked for. */
export const drives: readonly string[] = [
  `create table drives (
    place_id text primary key references places (id) on delete cascade,
    path text not null,
    identity text check (json_valid(identity)),
    seen_at integer,
    indexed_at integer
  ) strict, without rowid`,
  `alter table contents add column hash_later integer not null default 0 check (hash_later in (0, 1))`,
  `drop index contents_unhashed`,
  `create index contents_unhashed on contents (created_at) where hashed_at is null and hash_later = 0`,
]
