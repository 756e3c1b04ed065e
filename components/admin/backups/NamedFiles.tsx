export interface NamedFilesProps {
  /** What is wrong with all of them. */
  title: string
  files: readonly { key: string; path: string; note: string }[]
  /** Said below when there are more than are listed. */
  more: string | null
}

/** Files by name with what is wrong with each. */
export function NamedFiles({ title, files, more }: NamedFilesProps) {
  return (
    <div>
      <p className="text-body font-medium text-red">{title}</p>
      <ul aria-label={title} className="max-h-64 overflow-auto pt-1">
        {files.map(({ key, path, note }) => (
          <li key={key} className="py-1 text-caption break-words">
            {path}
            {note === '' ? null : <span className="text-ink3"> ({note})</span>}
          </li>
        ))}
        {more === null ? null : <li className="py-1 text-caption text-ink3">{more}</li>}
      </ul>
    </div>
  )
}
