// Draws the PNG icons in public/icons from their two SVGs, with a Chromium: node scripts/make-icons.mjs
// The results are committed; run it again after changing an SVG.
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'

const folder = new URL('../public/icons/', import.meta.url)

/** @type {{ file: string, source: string, size: number, radius: number }[]} radius is a share of the size */
const ICONS = [
  { file: 'icon-16.png', source: 'favicon.svg', size: 16, radius: 0 },
  { file: 'icon-32.png', source: 'favicon.svg', size: 32, radius: 0 },
  { file: 'icon-192.png', source: 'app-icon.svg', size: 192, radius: 0.225 },
  { file: 'icon-512.png', source: 'app-icon.svg', size: 512, radius: 0.225 },
  // Full-bleed: the system cuts its own shape. The ember lies inside the safe 80% circle.
  { file: 'maskable-192.png', source: 'app-icon.svg', size: 192, radius: 0 },
  { file: 'maskable-512.png', source: 'app-icon.svg', size: 512, radius: 0 },
  { file: 'apple-touch-icon.png', source: 'app-icon.svg', size: 180, radius: 0 },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage()
  for (const { file, source, size, radius } of ICONS) {
    const svg = await readFile(new URL(source, folder), 'utf8')
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px;border-radius:${size * radius}px}</style>${svg}`,
    )
    await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }))
    process.stdout.write(`${file}\n`)
  }
} finally {
  await browser.close()
}
