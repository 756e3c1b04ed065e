/** The keys of a shortcut, as in "Ctrl K". Decoration for the eye: the control carries aria-keyshortcuts. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="inline-flex h-5 items-center rounded-[6px] border border-hair bg-surface px-1.5 font-sans text-caption text-ink3"
    >
      {children}
    </kbd>
  )
}
