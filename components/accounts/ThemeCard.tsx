'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Section } from '#components/ui/Section.tsx'
import { SegmentedControl } from '#components/ui/SegmentedControl.tsx'
import { useTheme } from '#components/ui/use-theme.ts'

/** Light, dark or as the system says; kept in this browser. */
export function ThemeCard() {
  const strings = useStrings()
  const [choice, choose] = useTheme()
  return (
    <Section title={strings.accounts.you.lookTitle}>
      <SegmentedControl
        label={strings.common.theme}
        value={choice}
        onChange={choose}
        width="fill"
        className="max-w-form"
        options={[
          { id: 'auto', label: strings.common.themeAuto },
          { id: 'light', label: strings.common.themeLight },
          { id: 'dark', label: strings.common.themeDark },
        ]}
      />
    </Section>
  )
}
