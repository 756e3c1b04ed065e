'use client'

import { Check } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { MediaTracks } from '#lib/contracts/http/playback.ts'
import type { Playback } from './playback.ts'
import { usePlaybackState } from './use-playback.ts'

/** Whether there is anything to choose. */
export function hasChoice(tracks: MediaTracks | null): boolean {
  if (tracks === null) return false
  return tracks.subtitles.length > 0 || soundsOf(tracks).length > 1
}

const soundsOf = ({ tracks }: MediaTracks) => tracks.filter(({ kind }) => kind === 'audio')

/** Which subtitles are shown, and in which language is spoken. */
export function TrackPanel({ playback, tracks }: { playback: Playback; tracks: MediaTracks }) {
  const strings = useStrings().player
  const { subtitles, audio, plan } = usePlaybackState(playback)
  const sounds = soundsOf(tracks)
  const usual = sounds.find(({ isDefault }) => isDefault) ?? sounds[0]
  const heard = audio ?? (plan?.kind === 'repack' ? plan.audio : (usual?.index ?? null))
  return (
    <section
      aria-label={strings.tracks}
      className="absolute right-4 bottom-28 flex max-h-[60%] w-64 max-w-[calc(100%-2rem)] flex-col gap-3 overflow-y-auto rounded-card bg-[#1b1613] p-2"
    >
      {tracks.subtitles.length === 0 ? null : (
        <Choice
          title={strings.subtitles}
          chosen={subtitles}
          onChoose={(id) => playback.chooseSubtitles(id)}
          options={[
            { id: null, label: strings.subtitlesOff },
            ...tracks.subtitles.map(({ id, language, title }, at) => ({
              id,
              label: strings.trackName(language, title, at + 1),
            })),
          ]}
        />
      )}
      {sounds.length < 2 ? null : (
        <Choice
          title={strings.sound}
          chosen={heard}
          onChoose={(index) => index !== null && playback.chooseAudio(index)}
          options={sounds.map(({ index, language, title }, at) => ({
            id: index,
            label: strings.trackName(language, title, at + 1),
          }))}
        />
      )}
    </section>
  )
}

interface ChoiceProps<Id> {
  title: string
  options: readonly { id: Id; label: string }[]
  chosen: Id
  onChoose: (id: Id) => void
}

function Choice<Id extends string | number | null>({ title, options, chosen, onChoose }: ChoiceProps<Id>) {
  return (
    <fieldset className="m-0 border-0 p-0">
      <legend className="px-2 pb-1 text-(--stage-ink2) text-caption">{title}</legend>
      {options.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          className={classNames(
            'flex min-h-11 w-full cursor-pointer items-center gap-2 rounded-row px-2 text-left text-label hover:bg-[#ffffff]/10',
            id === chosen && 'font-semibold text-(--stage-bar)',
          )}
        >
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {id === chosen ? <Icon of={Check} size={16} /> : null}
        </button>
      ))}
    </fieldset>
  )
}
