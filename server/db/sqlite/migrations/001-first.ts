/**
 * STRICT makes SQLite hold the column types; CHECK holds the closed lists. Kinds of actors, jobs and intents stay open:
 * later features add some, and changing a CHECK means rewriting the table. No key is deferred: a broken reference must
 * fail at its own step, not at the commit that it shares with others. Every child column of a reference has an index.
 */
const ACCOUNTS = [
  `create table settings (
    key text primary key,
    value text not null check (json_valid(value))
  ) strict, without rowid`,

  `create table accounts (
    id text primary key,
    name text not null,
    name_key text not null,
    role text not null check (role in ('admin', 'editor', 'viewer')),
    password_hash text not null,
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at integer not null,
    password_changed_at integer not null,
    quota_bytes integer check (quota_bytes >= 0),
    deleted_at integer
  ) strict`,
  `create unique index accounts_name on accounts (name_key) where deleted_at is null`,

  `create table sessions (
    id text primary key,
    account_id text not null references accounts (id) on delete cascade,
    kind text not null check (kind in ('browser', 'program')),
    label text not null,
    address text not null,
    device_id text,
    created_at integer not null,
    last_seen_at integer not null,
    expires_at integer not null,
    revoked_at integer
  ) strict`,
  `create index sessions_of_account on sessions (account_id, expires_at)`,
  `create index sessions_of_device on sessions (device_id) where device_id is not null`,
  `create index sessions_by_expiry on sessions (expires_at)`,

  `create table tokens (
    hash text primary key,
    session_id text not null references sessions (id) on delete cascade,
    kind text not null check (kind in ('access', 'refresh')),
    created_at integer not null,
    expires_at integer not null,
    spent_at integer
  ) strict, without rowid`,
  `create index tokens_of_session on tokens (session_id)`,
  `create index tokens_by_expiry on tokens (expires_at)`,

  `create table devices (
    id text primary key,
    label text not null,
    created_at integer not null,
    last_seen_at integer not null
  ) strict, without rowid`,
  `create index devices_by_last_seen on devices (last_seen_at)`,
]

const PLACES = [
  `create table places (
    id text primary key,
    kind text not null check (kind in ('room', 'personal', 'drive')),
    slug text,
    name text not null,
    name_key text not null,
    folder text not null,
    access text not null check (access in ('lan', 'password', 'accounts', 'names')),
    guest_role text not null check (guest_role in ('viewer', 'editor')),
    read_only integer not null default 0 check (read_only in (0, 1)),
    password_hash text,
    password_version integer not null default 1,
    owner_id text references accounts (id),
    glaze text not null,
    icon text,
    quota_bytes integer check (quota_bytes >= 0),
    guest_quota_bytes integer check (guest_quota_bytes >= 0),
    created_at integer not null,
    deleted_at integer,
    from_file integer not null default 0 check (from_file in (0, 1)),
    check (access <> 'password' or password_hash is not null),
    check (kind <> 'personal' or owner_id is not null)
  ) strict`,
  `create unique index places_slug on places (slug) where deleted_at is null`,
  `create unique index places_folder on places (folder) where deleted_at is null`,
  `create unique index places_personal on places (owner_id) where kind = 'personal' and deleted_at is null`,
  `create index places_of_owner on places (owner_id)`,

  `create table place_members (
    place_id text not null references places (id) on delete cascade,
    account_id text not null references accounts (id) on delete cascade,
    primary key (place_id, account_id)
  ) strict, without rowid`,
  `create index place_members_of_account on place_members (account_id)`,

  `create table grants (
    hash text primary key,
    place_id text not null references places (id) on delete cascade,
    device_id text not null references devices (id) on delete cascade,
    password_version integer not null,
    created_at integer not null,
    expires_at integer not null,
    revoked_at integer
  ) strict, without rowid`,
  `create index grants_of_place on grants (place_id, device_id)`,
  `create index grants_of_device on grants (device_id)`,
  `create index grants_by_expiry on grants (expires_at)`,

  `create table lockouts (
    key text primary key,
    failures integer not null check (failures >= 0),
    locked_until integer,
    updated_at integer not null
  ) strict, without rowid`,
  `create index lockouts_by_update on lockouts (updated_at)`,
]

const ENTRIES = [
  `create table contents (
    id text primary key,
    place_id text not null references places (id),
    entry_id text,
    device text not null,
    inode text not null,
    size_bytes integer not null check (size_bytes >= 0),
    mtime_ns text not null,
    sha256 blob check (length(sha256) = 32),
    hashed_at integer,
    created_at integer not null,
    chunk_size_bytes integer check (chunk_size_bytes > 0),
    owner_kind text,
    owner_id text,
    publication_id text,
    manifest blob check (length(manifest) % 32 = 0),
    check ((sha256 is null) = (hashed_at is null))
  ) strict`,
  `create index contents_of_place on contents (place_id)`,
  `create index contents_of_entry on contents (entry_id)`,
  `create index contents_by_file on contents (device, inode)`,
  `create index contents_by_sha256 on contents (sha256) where sha256 is not null`,
  `create unique index contents_publication on contents (publication_id) where publication_id is not null`,
  `create index contents_of_owner on contents (owner_id) where owner_id is not null`,
  `create index contents_unhashed on contents (created_at) where hashed_at is null`,

  `create table entries (
    id text primary key,
    place_id text not null references places (id),
    parent_id text references entries (id),
    parent_key text not null generated always as (coalesce(parent_id, place_id)) virtual,
    kind text not null check (kind in ('file', 'folder')),
    name text not null check (name <> ''),
    name_key text not null check (name_key <> ''),
    sort_name text not null,
    type_key text not null,
    size_bytes integer not null default 0 check (size_bytes >= 0),
    mtime_ms integer not null,
    content_id text references contents (id),
    mime text,
    uploader_kind text,
    uploader_id text,
    added_at integer not null,
    changed_at integer not null,
    state text not null default 'live' check (state in ('live', 'trashed', 'missing')),
    listed integer not null generated always as (state <> 'trashed') virtual,
    missing_since integer,
    device text,
    inode text,
    check (kind = 'file' or (content_id is null and size_bytes = 0)),
    check ((state = 'missing') = (missing_since is not null)),
    check (parent_id <> id)
  ) strict`,
  `create unique index entries_name on entries (parent_key, name_key) where state = 'live'`,
  `create index entries_missing_name on entries (parent_key, name_key) where state = 'missing'`,
  `create index entries_by_name on entries (parent_key, listed, kind, sort_name, id)`,
  `create index entries_by_size on entries (parent_key, listed, kind, size_bytes, id)`,
  `create index entries_by_change on entries (parent_key, listed, kind, mtime_ms, id)`,
  `create index entries_by_type on entries (parent_key, listed, kind, type_key, sort_name, id)`,
  `create index entries_of_parent on entries (parent_id)`,
  `create index entries_of_content on entries (content_id)`,
  `create index entries_of_place on entries (place_id)`,
  `create index entries_of_uploader on entries (uploader_id) where uploader_id is not null`,
  `create index entries_by_folder on entries (inode, device) where inode is not null`,
  `create index entries_missing on entries (missing_since) where missing_since is not null`,

  `create table versions (
    id text primary key,
    entry_id text not null references entries (id),
    content_id text not null references contents (id),
    place_id text not null references places (id),
    stored_name text not null,
    size_bytes integer not null check (size_bytes >= 0),
    made_at integer not null,
    made_by_kind text not null,
    made_by_id text
  ) strict`,
  `create index versions_of_entry on versions (entry_id, made_at)`,
  `create index versions_of_content on versions (content_id)`,
  `create index versions_of_place on versions (place_id)`,

  `create table trash (
    id text primary key,
    entry_id text not null references entries (id),
    place_id text not null references places (id),
    original_parent_id text,
    original_path text not null,
    name text not null,
    stored_name text not null,
    size_bytes integer not null check (size_bytes >= 0),
    descendant_count integer not null,
    trashed_at integer not null,
    trashed_by_kind text not null,
    trashed_by_id text,
    job_id text
  ) strict`,
  `create unique index trash_entry on trash (entry_id)`,
  `create index trash_of_job on trash (job_id) where job_id is not null`,
  `create index trash_of_place on trash (place_id, trashed_at)`,

  `create table fs_intents (
    id text primary key,
    kind text not null,
    place_id text not null,
    payload text not null check (json_valid(payload)),
    created_at integer not null
  ) strict`,

  `create table changes (
    seq integer primary key autoincrement,
    place_id text not null,
    entry_id text,
    parent_id text,
    kind text not null check (kind in ('added', 'changed', 'removed', 'place')),
    at integer not null
  ) strict`,
  `create index changes_of_place on changes (place_id, seq)`,
]

/** Counting 100,000 rows for each list would take longer than the list: every change of a row corrects the sums. */
const addTo = (row: 'new' | 'old', sign: '+' | '-') => `
    insert into folder_totals (parent_key, entry_count, size_bytes)
      select coalesce(${row}.parent_id, ${row}.place_id), ${sign}1, ${sign}${row}.size_bytes
      where ${row}.state <> 'trashed'
      on conflict do update set entry_count = entry_count ${sign} 1, size_bytes = size_bytes ${sign} ${row}.size_bytes;
    insert into place_totals (place_id, entry_count, size_bytes)
      select ${row}.place_id, ${sign}1, ${sign}${row}.size_bytes
      where ${row}.state <> 'trashed'
      on conflict do update set entry_count = entry_count ${sign} 1, size_bytes = size_bytes ${sign} ${row}.size_bytes;`

/** A content that no entry has yet is still charged to the upload it comes from; what came by hand is the system's. */
const charge = (row: 'new' | 'old', sign: '+' | '-') => `
    insert into usage_totals (owner_kind, owner_id, place_id, size_bytes)
      select coalesce(${row}.owner_kind, 'system'), coalesce(${row}.owner_id, ''), ${row}.place_id, ${sign}${row}.size_bytes
      where ${row}.entry_id is not null
      on conflict do update set size_bytes = size_bytes ${sign} ${row}.size_bytes;`

const TOTALS = [
  `create table folder_totals (
    parent_key text primary key,
    entry_count integer not null,
    size_bytes integer not null
  ) strict, without rowid`,
  `create table place_totals (
    place_id text primary key,
    entry_count integer not null,
    size_bytes integer not null
  ) strict, without rowid`,
  `create trigger entries_added after insert on entries begin ${addTo('new', '+')} end`,
  `create trigger entries_changed after update of parent_id, place_id, size_bytes, state on entries begin
    ${addTo('old', '-')} ${addTo('new', '+')} end`,
  `create trigger entries_deleted after delete on entries begin ${addTo('old', '-')}
    delete from folder_totals where parent_key = old.id; end`,

  `create table usage_totals (
    owner_kind text not null,
    owner_id text not null,
    place_id text not null,
    size_bytes integer not null,
    primary key (owner_kind, owner_id, place_id)
  ) strict, without rowid`,
  `create index usage_of_place on usage_totals (place_id, owner_kind, size_bytes)`,
  `create trigger contents_added after insert on contents begin ${charge('new', '+')} end`,
  `create trigger contents_changed after update of entry_id, owner_kind, owner_id, place_id, size_bytes on contents begin
    ${charge('old', '-')} ${charge('new', '+')} end`,
  `create trigger contents_deleted after delete on contents begin ${charge('old', '-')} end`,
]

const WORK = [
  `create table uploads (
    id text primary key,
    owner_kind text not null,
    owner_id text not null,
    transfer_id text,
    address text not null,
    resumable integer not null default 1 check (resumable in (0, 1)),
    place_id text not null references places (id),
    folder_path text not null,
    filename text not null,
    filetype text,
    length_bytes integer check (length_bytes >= 0),
    offset_bytes integer not null default 0 check (offset_bytes >= 0),
    declared_sha256 blob check (length(declared_sha256) = 32),
    last_modified_ms integer,
    conflict text not null check (conflict in ('keep', 'replace', 'skip')),
    state text not null default 'open'
      check (state in ('open', 'finishing', 'done', 'failed', 'cancelled', 'expired')),
    failure_code text,
    partial_folder text not null,
    reserved_bytes integer not null default 0 check (reserved_bytes >= 0),
    metadata text not null,
    created_at integer not null,
    updated_at integer not null,
    expires_at integer not null,
    finished_at integer,
    entry_id text,
    final_name text,
    sha256 blob check (length(sha256) = 32),
    manifest_digest blob check (length(manifest_digest) = 32),
    check (offset_bytes <= length_bytes)
  ) strict`,
  `create unique index uploads_transfer on uploads (owner_kind, owner_id, transfer_id)`,
  `create index uploads_of_owner on uploads (owner_id, state)`,
  `create index uploads_of_place on uploads (place_id, state)`,
  `create index uploads_by_expiry on uploads (state, expires_at)`,
  `create index uploads_of_address on uploads (address) where state in ('open', 'finishing')`,

  `create table jobs (
    id text primary key,
    kind text not null,
    payload text not null check (json_valid(payload)),
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress_done integer not null default 0,
    progress_total integer,
    failure_code text,
    result text check (json_valid(result)),
    actor_kind text not null,
    actor_id text,
    dedupe_key text,
    attempts integer not null default 0,
    run_after integer not null,
    created_at integer not null,
    started_at integer,
    finished_at integer
  ) strict`,
  `create unique index jobs_dedupe on jobs (dedupe_key) where state in ('queued', 'running')`,
  `create index jobs_next on jobs (state, kind, id)`,
  `create index jobs_finished on jobs (finished_at) where finished_at is not null`,

  `create table audit (
    id text primary key,
    at integer not null,
    actor_kind text not null,
    actor_id text,
    action text not null,
    target_kind text not null,
    target_id text,
    details text not null check (json_valid(details)),
    address text
  ) strict`,
  `create index audit_by_time on audit (at, id)`,
  `create index audit_of_target on audit (target_id, at)`,
]

export const first: readonly string[] = [...ACCOUNTS, ...PLACES, ...ENTRIES, ...TOTALS, ...WORK]
