import type { Section } from './layout.ts'

/** The days of a list by date. For the eye: every entry says its own date to a screen reader. */
export function SectionHeadings({ sections }: { sections: readonly Section[] }) {
  return sections.map(({ id, label, y, headingHeight }) =>
    label === null ? null : (
      <div
        key={id}
        aria-hidden
        className="absolute top-0 left-0 flex items-center text-label font-normal text-ink2"
        style={{ height: headingHeight, transform: `translateY(${y}px)` }}
      >
        {label}
      </div>
    ),
  )
}
