import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Providers } from '#components/shell/Providers.tsx'
import { THEME_SCRIPT } from '#components/ui/theme-script.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Hearth', template: '%s · Hearth' },
  applicationName: 'Hearth',
  description: 'The household file vault: uploads that always finish, films that play, rooms for everybody at home.',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
  appleWebApp: { capable: true, title: 'Hearth', statusBarStyle: 'default' },
  formatDetection: { telephone: false },
  icons: {
    icon: [
      { url: '/icons/favicon.svg', type: 'image/svg+xml' },
      { url: '/icons/icon-32.png', sizes: '32x32', type: 'image/png' },
    ],
    apple: [{ url: '/icons/apple-touch-icon.png', sizes: '180x180' }],
  },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf6f0' },
    { media: '(prefers-color-scheme: dark)', color: '#191512' },
  ],
  viewportFit: 'cover',
  // The keyboard of a phone shrinks the page, so that a sheet stays above it.
  interactiveWidget: 'resizes-content',
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets data-theme before React looks.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program, allowed by its hash */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
