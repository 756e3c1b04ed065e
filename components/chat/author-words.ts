import type { Strings } from '#components/strings/en.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'

/** Who said it, as a person reads it: a guest's name proves nothing, so it always says that it is a guest's. */
export function authorWords({ author }: Pick<ChatMessage, 'author'>, { chat }: Strings): string {
  if (author.self) return chat.you
  if (author.kind === 'account') return author.name
  return author.name === '' ? chat.guest : chat.guestNamed(author.name)
}
