/**
 * Beside the contents and not in them: a list reads a picture's row, and no row that lies behind a long manifest. Rows
 * come and go with contents by themselves, so nothing that adds or removes one needs to know of pictures.
 */
export const pictures: readonly string[] = [
  `create table pictures (
    content_id text primary key references contents (id) on delete cascade,
    state text not null check (state in ('wanted', 'away', 'made', 'none', 'failed')),
    created_at integer not null,
    failure text,
    attempts integer not null default 0,
    picture_key text,
    hash blob check (length(hash) <= 64),
    width integer,
    height integer,
    duration_ms integer,
    video_codec text,
    audio_codec text,
    taken_at text,
    check (state <> 'made' or picture_key is not null)
  ) strict, without rowid`,
  `create index pictures_wanted on pictures (created_at, content_id) where state = 'wanted'`,
  `create index pictures_away on pictures (content_id) where state = 'away'`,
  `create index pictures_failed on pictures (failure) where state = 'failed'`,
  `create index pictures_by_key on pictures (picture_key) where picture_key is not null`,
  `create table gone_pictures (picture_key text primary key) strict, without rowid`,
  `insert into pictures (content_id, state, created_at) select id, 'wanted', created_at from contents`,
  `create trigger contents_pictured after insert on contents begin
    insert into pictures (content_id, state, created_at) values (new.id, 'wanted', new.created_at);
  end`,
  `create trigger pictures_gone after delete on pictures when old.picture_key is not null begin
    insert into gone_pictures (picture_key) values (old.picture_key) on conflict do nothing;
  end`,
]
