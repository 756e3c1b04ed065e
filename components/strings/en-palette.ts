/** Ctrl K: one field that finds rooms, entries and actions. */
export function englishPalette() {
  return {
    open: 'Find anything',
    keys: 'List of keys',
    placeholder: 'A room, a file, or what to do',
    results: 'Found',
    rooms: 'Rooms',
    entries: 'Files and folders',
    actions: 'Actions',
    nothing: (text: string) => `Nothing is called “${text}”.`,
    searching: 'Searching...',
    all: (text: string) => `All that is called “${text}”`,
    allHere: (text: string) => `“${text}” in this folder and below`,
    recent: 'What was added last',
    inPlace: (place: string, folder: string) => (folder === '' ? place : `${place}, ${folder}`),
    useLight: 'Light look',
    useDark: 'Dark look',
    useAuto: 'Look of this device',
  }
}
