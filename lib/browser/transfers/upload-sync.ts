/** What the app's worker is woken for when no page sends any more. */
export const UPLOAD_SYNC = 'hearth-uploads'
