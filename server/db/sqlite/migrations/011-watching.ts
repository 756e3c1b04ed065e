/** Where people stand in films, what they opened and what they like best. */
export const watching: readonly string[] = [
  `create table viewed (
    person_kind text not null,
    person_id text not null,
    entry_id text not null references entries (id) on delete cascade,
    opened_at integer,
    position_ms integer not null default 0 check (position_ms >= 0),
    duration_ms integer not null default 0 check (duration_ms >= 0),
    standing text not null default 'start' check (standing in ('start', 'middle', 'end')),
    moved_at integer,
    moved_on text,
    primary key (person_kind, person_id, entry_id)
  ) strict, without rowid`,
  `create index viewed_of on viewed (entry_id)`,
  `create index viewed_opened on viewed (person_kind, person_id, opened_at) where opened_at is not null`,
  `create index viewed_middle on viewed (person_kind, person_id, moved_at) where standing = 'middle'`,

  `create table favourites (
    person_kind text not null,
    person_id text not null,
    entry_id text not null references entries (id) on delete cascade,
    added_at integer not null,
    primary key (person_kind, person_id, entry_id)
  ) strict, without rowid`,
  `create index favourites_of on favourites (entry_id)`,
  `create index favourites_added on favourites (person_kind, person_id, added_at)`,

  // Accounts stay as rows when they are deleted; devices go.
  `create trigger accounts_watching after update of deleted_at on accounts when new.deleted_at is not null begin
    delete from viewed where person_kind = 'account' and person_id = new.id;
    delete from favourites where person_kind = 'account' and person_id = new.id;
  end`,
  `create trigger devices_watching after delete on devices begin
    delete from viewed where person_kind = 'device' and person_id = old.id;
    delete from favourites where person_kind = 'device' and person_id = old.id;
  end`,
]
