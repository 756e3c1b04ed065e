/** The attributes of something that shows how far it is. @param share 0 to 1 */
export function progress(label: string, share: number) {
  return {
    role: 'progressbar',
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(share * 100),
  } as const
}
