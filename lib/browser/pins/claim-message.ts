/** What a page says to the worker of the app when something was pinned in it. */
export const CLAIM_PAGES = 'claim-pages'
