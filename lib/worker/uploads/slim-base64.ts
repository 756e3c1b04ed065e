/** What tus-js-client takes of js-base64, by what browsers have themselves. */
export const Base64 = {
  encode(text: string): string {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
  },
}
