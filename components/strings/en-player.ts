import type { Formatter } from './format.ts'

/** By the names of ffmpeg. */
const CODECS: Readonly<Record<string, string>> = {
  hevc: 'HEVC (H.265)',
  ac3: 'AC-3 (Dolby Digital)',
  eac3: 'E-AC-3 (Dolby Digital Plus)',
  dts: 'DTS',
  truehd: 'Dolby TrueHD',
  mpeg1video: 'MPEG-1',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4 Part 2 (DivX, Xvid)',
  mp2: 'MPEG audio layer 2',
}
const codecName = (codec: string): string => CODECS[codec] ?? codec.toUpperCase()

/** What is open on top of a folder: pictures, texts, films and sound. */
export function englishPlayer(format: Formatter) {
  const languageName = (code: string): string => {
    try {
      return new Intl.DisplayNames(format.locale, { type: 'language', fallback: 'code' }).of(code) ?? code
    } catch {
      return code // no code of a language after all
    }
  }
  return {
    preview: (name: string) => `Preview of ${name}`,
    close: 'Close',
    previous: 'Previous',
    next: 'Next',
    download: 'Download',
    details: 'Details',
    more: 'More',
    noPreview: 'There is no preview of this kind of file.',
    picture: 'This picture cannot be shown here.',
    cannotPlay: 'This browser cannot play this file.',
    cannotPlayHelp: 'Download it and play it with another program.',
    brokenOff: 'The film stopped coming.',
    truncated: (bytes: number) => `The first ${format.bytes(bytes)}.`,
    emptyText: 'This file is empty.',
    loading: 'Loading',
    play: 'Play',
    pause: 'Pause',
    back10: '10 seconds back',
    on10: '10 seconds on',
    mute: 'Sound off',
    unmute: 'Sound on',
    volume: 'Volume',
    position: 'Position',
    positionText: (at: string, of: string) => `${at} of ${of}`,
    speed: 'Speed',
    speedIs: (rate: number) => `${format.number(rate) === '1' ? '1' : String(rate)}×`,
    pip: 'Picture in picture',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    timeLeft: (time: string) => `-${time}`,
    controls: 'Controls of the player',
    needsConversion: (what: 'picture' | 'sound', codec: string) =>
      what === 'picture'
        ? `The picture of this film is ${codecName(codec)}, which this browser cannot play.`
        : `The sound of this file is ${codecName(codec)}, which this browser cannot play.`,
    tracks: 'Subtitles and sound',
    closeTracks: 'Close subtitles and sound',
    subtitles: 'Subtitles',
    subtitlesOff: 'Off',
    sound: 'Sound',
    trackName: (language: string | null, title: string | null, number: number) =>
      [language === null ? null : languageName(language), title].filter((part) => part !== null).join(', ') ||
      `Track ${format.number(number)}`,
    goOnSmall: 'Go on small, while you look around',
    small: 'Small player',
    enlarge: (name: string) => `Back to ${name}`,
    stop: 'Stop',
    goesOn: (time: string) => `Goes on at ${time}.`,
    goesOnFromOther: (time: string) => `Goes on at ${time}, where your other device stopped.`,
    fromStart: 'From the start',
    otherDeviceAt: (time: string) => `Your other device is at ${time}.`,
    goThere: 'Go there',
    dismiss: 'Close this note',
    upNext: 'What comes next',
    nextIn: (seconds: number) => `Next in ${format.number(seconds)} s`,
    playNow: 'Play now',
    cancelNext: 'Cancel',
    queue: 'What follows',
    closeQueue: 'Close what follows',
    sha256: 'SHA-256',
  }
}
