/** The least that the vault takes; its own contract says the same (`newPasswordSchema`). */
export const MIN_PASSWORD_CHARACTERS = 8
export const MIN_ROOM_PASSWORD_CHARACTERS = 4
