/** Installing the vault as an app: the words of the card and of the manifest. */
export function englishInstall() {
  return {
    description: 'Your household’s vault: photos, films and files, at home and nowhere else.',
    screenshot: 'A room with its photos and folders',
    title: 'The app',
    install: 'Install Hearth',
    offered: 'Puts Hearth on the home screen, in a window of its own.',
    installed: 'Hearth is installed on this device.',
    byShareMenu:
      'In Safari tap Share, then “Add to Home Screen”. Open Hearth from there: the home screen’s Hearth keeps its own sign-in. iOS shows no web app in its share sheet, so add photos with the Add button.',
    byMenu: 'Where the browser can, its menu has “Install” or “Add to Home screen”.',
    insecure: 'Over plain http Hearth cannot be installed.',
    way: 'Make it secure',
  }
}
