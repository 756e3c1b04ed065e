import { splitExtension } from '../names/split-name.ts'

/** What a file is to a person; each has an icon and a colour in the page. Folders are told by the entry itself. */
export type Kind = 'photo' | 'film' | 'sound' | 'paper' | 'table' | 'archive' | 'text'

export const KINDS: readonly Kind[] = ['photo', 'film', 'sound', 'paper', 'table', 'archive', 'text']

const EXTENSIONS: Readonly<Record<Kind, string>> = {
  photo:
    'jpg jpeg jpe jfif png gif webp avif heic heif hif bmp tif tiff svg ico jxl psd dng cr2 cr3 nef arw orf rw2 raf srw pef',
  film: 'mp4 m4v mov mkv webm avi wmv mpg mpeg m2ts mts 3gp 3g2 ogv flv vob ogm divx asf rmvb mxf',
  sound: 'mp3 m4a aac flac wav ogg oga opus wma aif aiff alac ape mka mid midi amr m4b caf dsf',
  paper:
    'pdf doc docx odt rtf pages epub mobi azw3 fb2 djvu ps xps oxps ppt pptx pps ppsx odp key tex wpd eml msg cbz cbr',
  table: 'xls xlsx xlsm xlsb ods csv tsv numbers gnumeric sqlite db mdb accdb parquet',
  archive:
    'zip 7z rar tar gz tgz bz2 tbz2 xz txz zst lz lz4 lzma br cab arj iso img dmg deb rpm apk jar ipa msi pkg vhd vhdx ' +
    'vmdk tar.gz tar.bz2 tar.xz tar.zst tar.lz tar.lz4 tar.lzma tar.br tar.z',
  // Not "ts": a recording of the television is called that as well, so its MIME type decides.
  text: 'txt md markdown log json jsonc yaml yml toml ini xml html htm css js mjs tsx jsx py sh bat srt vtt sub ics vcf gpx',
}

const KIND_OF_EXTENSION: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => EXTENSIONS[kind].split(' ').map((extension) => [extension, kind] as const)),
)

/** Checked in this order; what is left of text/* and application/* is text and code. */
const MIME_KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^image\//u, 'photo'],
  [/^video\//u, 'film'],
  [/^audio\//u, 'sound'],
  [/spreadsheet|ms-excel|^text\/(?:csv|tab-separated-values)$|sqlite3$/u, 'table'],
  [/pdf$|msword|wordprocessing|presentation|ms-powerpoint|opendocument\.text|rtf$|epub|^message\/rfc822$/u, 'paper'],
  [
    /zip|x-tar|gzip|bzip|x-xz|zstd|x-7z|x-rar|vnd\.rar|java-archive|x-iso9660|diskimage|debian|package-archive/u,
    'archive',
  ],
]

/**
 * The kind of a file by the ending of its name, else by its MIME type; `text` stands for everything else. The ending
 * goes first, for browsers and servers often know nothing better than application/octet-stream.
 */
export function kindOf(name: string, mime?: string | null): Kind {
  const extension = splitExtension(name).extension.slice(1).toLowerCase()
  const byExtension = KIND_OF_EXTENSION.get(extension)
  if (byExtension !== undefined) return byExtension
  const type = (mime ?? '').toLowerCase().split(';')[0]?.trim() ?? ''
  return MIME_KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'text'
}
