import type { MetadataRoute } from 'next'
import { englishCommon } from '#components/strings/en-common.ts'
import { englishInstall } from '#components/strings/en-install.ts'

/** Named beside everything, for some systems ask only for the types that are named. */
const SHARED_TYPES = ['image/*', 'video/*', 'audio/*', 'text/*', 'application/*', 'application/pdf', 'application/zip']

/** "Open with": what households keep in a vault. Endings are needed, for desktops know files by them. */
const OPENED_TYPES = {
  'image/*': ['.jpg', '.jpeg', '.png', '.gif', '.webp', '.avif', '.heic', '.heif', '.tif', '.tiff', '.bmp'],
  'video/*': ['.mp4', '.m4v', '.mov', '.mkv', '.webm', '.avi', '.mpg', '.mpeg', '.3gp'],
  'audio/*': ['.mp3', '.m4a', '.flac', '.ogg', '.opus', '.wav', '.aac'],
  'application/pdf': ['.pdf'],
  'application/zip': ['.zip'],
}

export const dynamic = 'force-static'

/** What an installed Hearth is: only what works is named here (decision 132). */
export default function manifest(): MetadataRoute.Manifest {
  const { product, nav } = englishCommon()
  const words = englishInstall()
  const icon = { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }
  return {
    id: '/',
    name: product,
    short_name: product,
    description: words.description,
    lang: 'en',
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    display_override: ['standalone', 'minimal-ui'],
    orientation: 'any',
    // The paper of the light theme: systems show it before the page can say which theme it has.
    background_color: '#faf6f0',
    theme_color: '#faf6f0',
    categories: ['productivity', 'utilities', 'photo', 'entertainment'],
    icons: [
      { ...icon, purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    screenshots: [
      {
        ...{ src: '/screenshots/phone.png', sizes: '585x1266', type: 'image/png' },
        ...{ form_factor: 'narrow', label: words.screenshot },
      },
      {
        ...{ src: '/screenshots/desktop.png', sizes: '1280x800', type: 'image/png' },
        ...{ form_factor: 'wide', label: words.screenshot },
      },
    ],
    shortcuts: [
      { name: nav.rooms, url: '/', icons: [icon] },
      { name: nav.offline, url: '/offline', icons: [icon] },
      { name: nav.trash, url: '/trash', icons: [icon] },
      { name: nav.you, url: '/you', icons: [icon] },
    ],
    // A shortcut must not load an open page anew, for uploads run in it: it is told where to go instead.
    launch_handler: { client_mode: 'focus-existing' },
    share_target: {
      action: '/share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [{ name: 'files', accept: ['*/*', ...SHARED_TYPES] }],
      },
    },
    file_handlers: [{ action: '/share', accept: OPENED_TYPES }],
  }
}
