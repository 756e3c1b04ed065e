/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The custom server decides about compression and sends the built files itself where it can.
  compress: false,
  // No image optimizer: thumbnails come from the vault, and /_next/image stays off.
  images: { unoptimized: true },
  // Pages are static; the type check is a step of its own in `npm run check`.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // The page checks shapes only (lib/contracts/page-zod.ts); the prerendering runs with zod itself.
  turbopack: { resolveAlias: { zod: { browser: './lib/contracts/page-zod.ts' } } },
}

export default config
