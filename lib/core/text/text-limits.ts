/** A text is opened in the editor and saved by its door up to this size. */
export const MAX_TEXT_BYTES = 2 * 2 ** 20
