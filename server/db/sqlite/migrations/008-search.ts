/**
 * Names as search finds them (docs/decisions/157): the words of each, all words there are, and their trigrams. Triggers
 * keep them in step in the commit that changes an entry; `search_words()` is a function of our own connections. Names
 * from before are added by a job. Neither rowids of `entries` nor of anything else may stand for them: a compact copy
 * changes those.
 */
export const search: readonly string[] = [
  `create table search_entries (
    n integer primary key,
    entry_id text not null unique,
    words text not null,
    joined text not null generated always as (replace(words, ' ', '')) virtual
  ) strict`,
  `create index search_entries_joined on search_entries (joined)`,
  `create virtual table search_names using fts5 (
    words, content = 'search_entries', content_rowid = 'n',
    tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3 4'
  )`,

  `create table search_known (
    id integer primary key,
    word text not null unique
  ) strict`,
  `create virtual table search_grams using fts5 (word, content = '', contentless_delete = 1, tokenize = 'trigram')`,

  `create trigger search_known_added after insert on search_known begin
    insert into search_grams (rowid, word) values (new.id, ' ' || new.word || ' ');
  end`,
  `create trigger search_known_deleted after delete on search_known begin
    delete from search_grams where rowid = old.id;
  end`,

  `create trigger search_entries_added after insert on search_entries begin
    insert into search_names (rowid, words) values (new.n, new.words);
    insert into search_known (word)
      select value from json_each('["' || replace(new.words, ' ', '","') || '"]')
      where length(value) between 2 and 32 and value not glob '*[0-9]*'
      on conflict (word) do nothing;
  end`,
  `create trigger search_entries_deleted after delete on search_entries begin
    insert into search_names (search_names, rowid, words) values ('delete', old.n, old.words);
  end`,

  `create trigger entries_search_added after insert on entries begin
    insert into search_entries (entry_id, words) values (new.id, search_words(new.name));
  end`,
  `create trigger entries_search_renamed after update of name on entries when new.name <> old.name begin
    delete from search_entries where entry_id = new.id;
    insert into search_entries (entry_id, words) values (new.id, search_words(new.name));
  end`,
  `create trigger entries_search_deleted after delete on entries begin
    delete from search_entries where entry_id = old.id;
  end`,

  // Of all places together: what was added last.
  `create index entries_recent on entries (added_at, id)`,

  // What is looked for, by nobody's name; forgotten after a year.
  `create table search_terms (
    day text not null,
    term text not null,
    searches integer not null,
    hits integer not null,
    primary key (day, term)
  ) strict, without rowid`,
]
