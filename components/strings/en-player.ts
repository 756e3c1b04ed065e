import type { Formatter } from './format.ts'

/** What is open on top of a folder: pictures, texts, films and sound. */
export function englishPlayer(format: Formatter) {
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
    sha256: 'SHA-256',
  }
}
