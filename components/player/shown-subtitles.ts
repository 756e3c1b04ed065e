import type { SubtitleTrack } from '#lib/contracts/http/playback.ts'

export interface ShownSubtitlesOptions {
  video: HTMLVideoElement
  href: (trackId: string) => string
  onChange: (trackId: string | null) => void
}

const KEY = 'hearth-subtitles'

/** Subtitles of the film that plays, shown by the browser itself; the language somebody chose is kept on the device. */
export class ShownSubtitles {
  readonly #options: ShownSubtitlesOptions
  #tracks: readonly SubtitleTrack[] = []
  #element: HTMLTrackElement | null = null

  constructor(options: ShownSubtitlesOptions) {
    this.#options = options
  }

  /** What there is for this film: the remembered language is shown. */
  offer(tracks: readonly SubtitleTrack[]): void {
    this.#tracks = tracks
    const wanted = remembered()
    const found = wanted === null ? undefined : tracks.find((track) => languageKey(track) === wanted)
    if (found !== undefined) this.#show(found)
  }

  choose(id: string | null): void {
    const track = this.#tracks.find((one) => one.id === id) ?? null
    remember(track === null ? null : languageKey(track))
    this.#show(track)
  }

  clear(): void {
    this.#tracks = []
    this.#show(null)
  }

  #show(track: SubtitleTrack | null): void {
    const { video, href, onChange } = this.#options
    if (this.#element !== null) {
      this.#element.track.mode = 'disabled'
      this.#element.remove()
      this.#element = null
    }
    if (track !== null) {
      const element = document.createElement('track')
      element.kind = 'subtitles'
      element.srclang = track.language ?? ''
      element.label = track.title ?? track.language ?? ''
      element.src = href(track.id)
      video.append(element)
      element.track.mode = 'showing'
      this.#element = element
    }
    onChange(track?.id ?? null)
  }
}

/** Without a language there is only "some". */
function languageKey({ language }: SubtitleTrack): string {
  if (language === null) return 'some'
  try {
    // Films say "eng" and names of files say "en".
    return new Intl.Locale(language).language
  } catch {
    return language.toLowerCase()
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // storage is switched off
  }
}

function remember(language: string | null): void {
  try {
    if (language === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, language)
  } catch {
    // storage is switched off: chosen for this film only
  }
}
