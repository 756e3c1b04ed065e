/** Script that shows in every way that it ran: what it writes to the origin, calls, shows and says. */
const HIT = `try{localStorage.setItem('pwned','1')}catch(e){}try{fetch('/api/health?pwned')}catch(e){}try{top.pwned=1;opener&&(opener.pwned=1)}catch(e){}try{(window.parent||self).postMessage('pwned','*')}catch(e){}try{document.cookie='pwned=1;path=/'}catch(e){}alert('pwned')`

const html = (body: string): string => `<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`
const svg = (body: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40"${attributes}>${body}<rect width="40" height="40"/></svg>`
const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))))

const GIF = [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0xff, 0xff, 0xff, 0, 0, 0]
const GIF_TAIL = [0x2c, 0, 0, 0, 0, 0x01, 0, 0x01, 0, 0, 0x02, 0x02, 0x44, 0x01, 0, 0x3b]
const JPEG = [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1]
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('pwned'\\))>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
%%EOF`

export interface Payload {
  readonly name: string
  /** What its sender claims it to be. */
  readonly type: string
  readonly content: string | Uint8Array
  /** A real image, sound or film by its first bytes: may be shown in place. */
  readonly isMedia?: true
}

/** Files that run script where their content is believed. */
export const PAYLOADS: readonly Payload[] = [
  { name: 'page.html', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'page.htm', type: 'text/html', content: html(`<img src=x onerror="${HIT.replaceAll('"', "'")}">`) },
  {
    name: 'page.xhtml',
    type: 'application/xhtml+xml',
    content: `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><script>//<![CDATA[\n${HIT}\n//]]></script></head><body/></html>`,
  },
  { name: 'page.shtml', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'page.hta', type: 'application/hta', content: html(`<script>${HIT}</script>`) },
  {
    name: 'page.mht',
    type: 'message/rfc822',
    content: `From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html(`<script>${HIT}</script>`)}`,
  },
  { name: 'no extension', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'odd.foo', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'text.txt', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'said to be xml.txt', type: 'application/xml', content: svg(`<script>${HIT}</script>`) },
  { name: 'picture.svg', type: 'image/svg+xml', content: svg(`<script>${HIT}</script>`) },
  { name: 'onload.svg', type: 'image/svg+xml', content: svg('', ` onload="${HIT.replaceAll('"', "'")}"`) },
  {
    name: 'foreign.svg',
    type: 'image/svg+xml',
    content: svg(
      `<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><script>${HIT}</script></body></foreignObject>`,
    ),
  },
  {
    name: 'animated.svg',
    type: 'image/svg+xml',
    content: svg(
      `<a xlink:href="x"><animate attributeName="href" values="javascript:alert('pwned')"/></a><animate onbegin="alert('pwned')" attributeName="x" dur="1s"/>`,
    ),
  },
  { name: 'said to be a picture.svg', type: 'image/png', content: svg(`<script>${HIT}</script>`) },
  { name: 'svg as.png', type: 'image/svg+xml', content: svg(`<script>${HIT}</script>`) },
  {
    name: 'data.xml',
    type: 'text/xml',
    content: `<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${HIT}</h:script></x>`,
  },
  {
    name: 'styled.xml',
    type: 'application/xml',
    content: `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,&lt;xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'&gt;&lt;xsl:template match='/'&gt;&lt;html&gt;&lt;script&gt;alert('pwned')&lt;/script&gt;&lt;/html&gt;&lt;/xsl:template&gt;&lt;/xsl:stylesheet&gt;"?><x/>`,
  },
  {
    name: 'feed.rss',
    type: 'application/rss+xml',
    content: `<?xml version="1.0"?><rss xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${HIT}</h:script></rss>`,
  },
  {
    name: 'maths.mml',
    type: 'application/mathml+xml',
    content: `<math xmlns="http://www.w3.org/1998/Math/MathML"><maction xlink:href="javascript:alert('pwned')">x</maction></math>`,
  },
  { name: 'paper.pdf', type: 'application/pdf', content: PDF },
  { name: 'page as.pdf', type: 'application/pdf', content: html(`<script>${HIT}</script>`) },
  { name: 'script.js', type: 'text/javascript', content: HIT },
  { name: 'module.mjs', type: 'text/javascript', content: `${HIT};export {}` },
  { name: 'said to be script.txt', type: 'application/javascript', content: HIT },
  { name: 'json.json', type: 'text/javascript', content: `0;${HIT}` },
  {
    name: 'worker.js',
    type: 'application/javascript',
    content: `self.addEventListener('install',()=>fetch('/api/health?pwned'));try{postMessage('pwned')}catch(e){}`,
  },
  { name: 'cascade.css', type: 'text/css', content: `body{background:url(/api/health?pwned)}` },
  { name: 'flash.swf', type: 'application/x-shockwave-flash', content: 'FWS\u0009\u0000' },
  { name: 'manifest.webmanifest', type: 'application/manifest+json', content: '{"name":"pwned"}' },
  { name: 'captions.vtt', type: 'text/vtt', content: `WEBVTT\n\n00:00.000 --> 00:09.000\n<script>${HIT}</script>` },
  { name: 'utf7.html', type: 'text/html; charset=utf-7', content: `+ADw-script+AD4-alert('pwned')+ADw-/script+AD4-` },
  {
    name: 'utf16.html',
    type: 'text/html',
    content: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(html(`<script>${HIT}</script>`), 'utf16le')]),
  },
  { name: 'gif and script.gif', type: 'image/gif', content: bytes('GIF89a=1;', HIT), isMedia: true },
  {
    name: 'gif and page.gif',
    type: 'image/gif',
    content: bytes(GIF, GIF_TAIL, html(`<script>${HIT}</script>`)),
    isMedia: true,
  },
  { name: 'gif said to be.html', type: 'text/html', content: bytes(GIF, GIF_TAIL, `<script>${HIT}</script>`) },
  {
    name: 'jpeg and page.jpg',
    type: 'text/html',
    content: bytes(JPEG, html(`<script>${HIT}</script>`)),
    isMedia: true,
  },
  {
    name: 'png and script.png',
    type: 'text/javascript',
    content: bytes(PNG, html(`<script>${HIT}</script>`)),
    isMedia: true,
  },
  { name: 'png said to be.svg', type: 'image/svg+xml', content: bytes(PNG, svg(`<script>${HIT}</script>`)) },
  { name: 'page as.mp4', type: 'video/mp4', content: html(`<script>${HIT}</script>`) },
  { name: 'script as.mp3', type: 'audio/mpeg', content: bytes('ID3', HIT), isMedia: true },
  {
    name: 'page as.ico',
    type: 'image/x-icon',
    content: bytes([0, 0, 1, 0], html(`<script>${HIT}</script>`)),
    isMedia: true,
  },
  { name: 'quote" and \'.html', type: 'text/html', content: html(`<script>${HIT}</script>`) },
  { name: 'reversed \u202egnp.html', type: 'text/html', content: html(`<script>${HIT}</script>`) },
]
