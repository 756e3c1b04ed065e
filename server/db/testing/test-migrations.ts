import { MIGRATIONS, type Migration } from '../sqlite/migrations/migrations.ts'

const last = MIGRATIONS.at(-1)?.number ?? 0

/** A later release: it changes rows and rebuilds a table that others refer to, as a real one may have to. */
export const laterMigration: Migration = {
  number: last + 1,
  name: 'later',
  statements: [
    `alter table accounts add column motto text not null default ''`,
    `update accounts set motto = name || '!'`,
    `create table devices_new (id text primary key, label text not null, created_at integer not null,
      last_seen_at integer not null, tint text) strict, without rowid`,
    `insert into devices_new (id, label, created_at, last_seen_at) select id, label, created_at, last_seen_at from devices`,
    `drop table devices`,
    `alter table devices_new rename to devices`,
    `create index devices_by_last_seen on devices (last_seen_at)`,
  ],
}

export const testMigrations: readonly Migration[] = [...MIGRATIONS, laterMigration]
