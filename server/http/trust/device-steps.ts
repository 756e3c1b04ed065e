import type { DrawnRow } from './drawings.ts'
import type { Device } from './recognise-device.ts'

export interface Step {
  readonly title: string
  readonly text: string
  /** What the button of this step loads. */
  readonly loads?: { readonly path: string; readonly label: string }
  readonly rows?: readonly DrawnRow[]
}

export interface DeviceGuide {
  /** As in "Make ... trust your vault". */
  readonly called: string
  /** As in a list of devices. */
  readonly name: string
  readonly steps: readonly Step[]
  /** For the odd case, below the steps. */
  readonly note?: string
}

export const CA_PATH = '/hearth-ca.crt'
export const PROFILE_PATH = '/hearth.mobileconfig'

const certificate = { path: CA_PATH, label: 'Load the certificate' }

/** @param authority the name under which systems list the certificate authority */
export function guideFor(device: Device, authority: string): DeviceGuide {
  return GUIDES[device](authority)
}

const GUIDES: Readonly<Record<Device, (authority: string) => DeviceGuide>> = {
  ios: (authority) => ({
    called: 'this iPhone or iPad',
    name: 'iPhone, iPad',
    steps: [
      {
        title: 'Load the profile',
        text: 'In Safari, tap the button and then Allow. Other browsers cannot do this step.',
        loads: { path: PROFILE_PATH, label: 'Load the profile' },
      },
      {
        title: 'Install it',
        text: 'Open Settings. The row “Profile Downloaded” is near the top. Tap it, then Install at the top right.',
        rows: [
          { icon: 'gear', text: 'Profile Downloaded', end: 'chevron', tap: true },
          { text: 'then, top right', end: { button: 'Install' } },
        ],
      },
      {
        title: 'Switch it on',
        text: `Settings, General, About, and at the very bottom Certificate Trust Settings. Switch on “${authority}”.`,
        rows: [
          { text: 'Certificate Trust Settings', end: 'chevron' },
          { text: authority, end: 'switch', tap: true },
        ],
      },
    ],
  }),
  android: (authority) => ({
    called: 'this phone or tablet',
    name: 'Android',
    steps: [
      {
        title: 'Load the certificate',
        text: 'It lands in your downloads as hearth-ca.crt. Do not open it there: Android wants it from the settings.',
        loads: certificate,
      },
      {
        title: 'Find “CA certificate” in the settings',
        text: 'Open Settings and search for “CA certificate”. By hand: Security, More security settings, Encryption & credentials, Install a certificate. It asks for a screen lock if there is none.',
        rows: [
          { icon: 'search', text: 'CA certificate' },
          { icon: 'shield', text: 'CA certificate', end: 'chevron', tap: true },
        ],
      },
      {
        title: 'Install it',
        text: 'Tap “Install anyway” and choose hearth-ca.crt from the downloads. Android warns because such an authority can vouch for addresses; this one is your vault’s own.',
        rows: [
          { text: 'Your data won’t be private', end: { button: 'Install anyway' } },
          { icon: 'file', text: 'hearth-ca.crt', tap: true },
        ],
      },
    ],
    note: `Firefox on Android looks past the system’s list: in its settings, About Firefox, tap the logo five times, then Secret Settings, “Use third party CA certificates”. The authority is listed as “${authority}”.`,
  }),
  windows: (authority) => ({
    called: 'this computer',
    name: 'Windows',
    steps: [
      { title: 'Load the certificate', text: 'It is the file hearth-ca.crt.', loads: certificate },
      {
        title: 'Open it and install',
        text: 'Open the file and press “Install Certificate…”. Choose Current User, then Next.',
        rows: [
          { icon: 'file', text: authority },
          { text: 'Certificate', end: { button: 'Install Certificate…' }, tap: true },
        ],
      },
      {
        title: 'Choose the store',
        text: 'Choose “Place all certificates in the following store”, press Browse and take “Trusted Root Certification Authorities”. Then Next, Finish, and Yes. Start the browser again.',
        rows: [
          { icon: 'file', text: 'Personal' },
          { icon: 'shield', text: 'Trusted Root Certification Authorities', tap: true },
        ],
      },
    ],
  }),
  macos: (authority) => ({
    called: 'this Mac',
    name: 'Mac',
    steps: [
      { title: 'Load the certificate', text: 'It is the file hearth-ca.crt.', loads: certificate },
      {
        title: 'Add it to the keychain',
        text: `Open the file: Keychain Access starts and adds it to the keychain “login”. There it is called “${authority}”. Open it with a double click.`,
        rows: [{ icon: 'key', text: authority, tap: true }],
      },
      {
        title: 'Trust it',
        text: 'Open “Trust” and set “When using this certificate” to “Always Trust”. Close the window and type your password.',
        rows: [{ text: 'When using this certificate', end: { button: 'Always Trust' }, tap: true }],
      },
    ],
  }),
  linux: () => ({
    called: 'this computer',
    name: 'Linux',
    steps: [
      { title: 'Load the certificate', text: 'It is the file hearth-ca.crt.', loads: certificate },
      {
        title: 'Open the browser’s certificates',
        text: 'In Chrome, Chromium, Edge or Brave: Settings, Privacy and security, Security, Manage certificates. Newer ones then ask for “Installed by you”, older ones for “Authorities”.',
        rows: [
          { icon: 'shield', text: 'Security' },
          { text: 'Manage certificates', end: 'chevron', tap: true },
        ],
      },
      {
        title: 'Import it',
        text: 'Under trusted certificates press Import, choose hearth-ca.crt, and tick “Trust this certificate for identifying websites” where it asks.',
        rows: [
          { text: 'Trusted certificates', end: { button: 'Import' }, tap: true },
          { text: 'Trust for identifying websites', end: 'tick' },
        ],
      },
    ],
    note: 'For programs of the system, as root: copy the file to /usr/local/share/ca-certificates and run update-ca-certificates (Debian, Ubuntu), or to /etc/pki/ca-trust/source/anchors and run update-ca-trust (Fedora).',
  }),
  firefox: () => ({
    called: 'this Firefox',
    name: 'Firefox',
    steps: [
      {
        title: 'Load the certificate',
        text: 'If Firefox asks at once what to trust it for, go on with step 3.',
        loads: certificate,
      },
      {
        title: 'Open the certificates',
        text: 'Settings, Privacy & Security, down to Certificates, “View Certificates…”, Authorities, Import, and choose hearth-ca.crt.',
        rows: [
          { icon: 'shield', text: 'Certificates', end: { button: 'View Certificates…' }, tap: true },
          { text: 'Authorities', end: { button: 'Import…' } },
        ],
      },
      {
        title: 'Trust it for websites',
        text: 'Tick “Trust this CA to identify websites” and press OK.',
        rows: [{ text: 'Trust this CA to identify websites', end: 'tick', tap: true }],
      },
    ],
    note: 'Firefox keeps a list of its own: other browsers of this computer need the steps of the system.',
  }),
}
