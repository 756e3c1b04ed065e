/** The conversation of a room. Kinds of messages and authors stay open, as elsewhere. */
export const chat: readonly string[] = [
  `create table chat_logs (
    place_id text primary key references places (id),
    rev integer not null check (rev > 0)
  ) strict, without rowid`,

  `create table chat_messages (
    id text primary key,
    place_id text not null references places (id),
    seq integer not null,
    rev integer not null,
    kind text not null,
    author_kind text not null,
    author_id text not null,
    author_name text not null,
    client_id text,
    text text not null,
    entries text not null check (json_valid(entries)),
    entry_count integer not null check (entry_count >= 0),
    folder text not null,
    at integer not null,
    changed_at integer not null,
    deleted_at integer,
    check (rev >= seq),
    check (deleted_at is null or text = '')
  ) strict`,
  `create unique index chat_messages_in_order on chat_messages (place_id, seq)`,
  `create unique index chat_messages_by_change on chat_messages (place_id, rev)`,
  `create unique index chat_messages_sent_once on chat_messages (author_kind, author_id, client_id)
    where client_id is not null`,
  `create index chat_messages_of_author on chat_messages (place_id, author_id, kind, seq)`,

  `create table chat_reads (
    place_id text not null references places (id),
    reader_kind text not null,
    reader_id text not null,
    seq integer not null check (seq >= 0),
    read_at integer not null,
    primary key (place_id, reader_kind, reader_id)
  ) strict, without rowid`,

  `create table chat_names (
    device_id text primary key,
    name text not null check (name <> ''),
    seen_at integer not null
  ) strict, without rowid`,
]
