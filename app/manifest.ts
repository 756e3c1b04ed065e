import type { MetadataRoute } from 'next'
import { englishCommon } from '#components/strings/en-common.ts'
import { englishInstall } from '#components/strings/en-install.ts'

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
      { name: nav.trash, url: '/trash', icons: [icon] },
      { name: nav.you, url: '/you', icons: [icon] },
    ],
    // A shortcut must not load an open page anew, for uploads run in it: it is told where to go instead.
    launch_handler: { client_mode: 'focus-existing' },
  }
}
