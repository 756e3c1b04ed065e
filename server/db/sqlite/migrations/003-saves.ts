/** The content an upload may replace, and no other: a save is held to it also after a crash. */
export const saves: readonly string[] = [
  `alter table uploads add column replaces_entry_id text`,
  `alter table uploads add column replaces_content_id text`,
]
