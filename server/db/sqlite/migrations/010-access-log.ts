/**
 * Who was given what. Lines go after their time; what files and places were used in all stays, by nobody's name. Lines
 * and days name places and entries without referring to them, for both may end before.
 */
export const accessLog: readonly string[] = [
  `create table access_lines (
    id text primary key,
    at integer not null,
    ended_at integer not null,
    kind text not null check (kind in ('view', 'stream', 'download', 'upload', 'delete', 'share')),
    detail text not null,
    actor_kind text not null,
    actor_id text,
    link_id text,
    place_id text not null,
    entry_id text,
    name text not null,
    size_bytes integer not null check (size_bytes >= 0),
    bytes integer not null check (bytes >= 0),
    spans text not null check (json_valid(spans)),
    address text,
    agent text not null
  ) strict, without rowid`,
  `create index access_by_time on access_lines (at, id)`,
  `create index access_by_actor on access_lines (actor_id, at, id)`,
  `create index access_by_link on access_lines (link_id, at, id) where link_id is not null`,
  `create index access_by_place on access_lines (place_id, at, id)`,
  `create index access_by_entry on access_lines (entry_id, at, id) where entry_id is not null`,
  `create index access_by_kind on access_lines (kind, at, id)`,

  `create table entry_uses (
    entry_id text primary key references entries (id) on delete cascade,
    opened integer not null,
    downloads integer not null,
    last_opened_at integer
  ) strict, without rowid`,

  `create table access_days (
    day text not null,
    place_id text not null,
    views integer not null,
    streams integer not null,
    downloads integer not null,
    uploads integer not null,
    deletes integer not null,
    shares integer not null,
    sent_bytes integer not null,
    received_bytes integer not null,
    primary key (day, place_id)
  ) strict, without rowid`,

  `create table play_sessions (
    actor_kind text not null,
    actor_id text not null,
    entry_id text not null references entries (id) on delete cascade,
    id text not null,
    place_id text not null,
    began_at integer not null,
    ended_at integer not null,
    duration_ms integer,
    played_ms integer not null,
    spans text not null check (json_valid(spans)),
    primary key (actor_kind, actor_id, entry_id, id)
  ) strict, without rowid`,
  `create index play_sessions_by_time on play_sessions (began_at)`,
  `create index play_sessions_of on play_sessions (entry_id)`,

  `create table played (
    actor_kind text not null,
    actor_id text not null,
    entry_id text not null references entries (id) on delete cascade,
    duration_ms integer,
    played_ms integer not null,
    spans text not null check (json_valid(spans)),
    last_at integer not null,
    primary key (actor_kind, actor_id, entry_id)
  ) strict, without rowid`,
  `create index played_by_time on played (last_at)`,
  `create index played_of on played (entry_id)`,

  // Which batch was written last: one that may or may not have arrived is written once.
  `create table access_batch (
    n integer primary key check (n = 1),
    id text not null
  ) strict`,
  `insert into access_batch (n, id) values (1, '')`,
]
