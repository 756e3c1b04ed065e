/** Label above, 44 high, border edge, help below in caption. */
export const FIELD = 'flex flex-col gap-1.5'
export const FIELD_LABEL = 'text-label text-ink'
export const FIELD_HELP = 'text-caption text-ink3'

/** 16 px text under a finger, or iOS zooms into the field. */
export const FIELD_BOX = [
  'h-11 w-full min-w-0 rounded-tile border border-edge bg-surface text-body text-ink coarse:text-[1rem]',
  'data-invalid:border-[1.5px] data-invalid:border-red-fill',
  'data-disabled:border-hair data-disabled:bg-sunken data-disabled:text-ink3 data-disabled:opacity-100',
].join(' ')
