/** Share links: what they give, who has looked, and what came in by them. Entries and places end without asking them. */
export const shareLinks: readonly string[] = [
  `alter table places add column viewers_share integer not null default 0 check (viewers_share in (0, 1))`,

  `create table share_links (
    id text primary key,
    hash text not null unique,
    kind text not null,
    name text not null check (name <> ''),
    created_by text not null references accounts (id),
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    password_hash text,
    max_downloads integer check (max_downloads > 0),
    downloads integer not null default 0 check (downloads >= 0),
    drop_max_bytes integer check (drop_max_bytes > 0),
    drop_max_files integer check (drop_max_files > 0),
    check (max_downloads is null or downloads <= max_downloads)
  ) strict, without rowid`,
  `create index share_links_of on share_links (created_by, created_at)`,

  `create table share_link_entries (
    link_id text not null references share_links (id) on delete cascade,
    entry_id text not null,
    position integer not null,
    primary key (link_id, entry_id)
  ) strict, without rowid`,

  `create table share_viewings (
    id text primary key,
    link_id text not null references share_links (id) on delete cascade,
    begun_at integer not null,
    ends_at integer not null
  ) strict, without rowid`,
  `create index share_viewings_of on share_viewings (link_id)`,

  `create table share_slots (
    id text primary key,
    link_id text not null references share_links (id) on delete cascade,
    visitor text not null,
    upload_id text unique,
    size_bytes integer not null check (size_bytes >= 0),
    made_at integer not null,
    done_at integer
  ) strict, without rowid`,
  `create index share_slots_of on share_slots (link_id)`,
]
