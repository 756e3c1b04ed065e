import type { Page } from '@playwright/test'

/** A form as the share sheet makes it, with what a person shares. */
export async function fillShare(page: Page, what: { files?: string[]; text?: string }): Promise<void> {
  await page.evaluate((text) => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'POST', action: '/share', enctype: 'multipart/form-data', id: 'shared' })
    const fieldOf = (type: string, name: string) => Object.assign(document.createElement('input'), { type, name })
    const files = Object.assign(fieldOf('file', 'files'), { multiple: true })
    form.append(fieldOf('text', 'title'), Object.assign(fieldOf('text', 'text'), { value: text }), files)
    document.body.append(form)
  }, what.text ?? '')
  if (what.files) await page.locator('#shared input[type=file]').setInputFiles(what.files)
}

export function submitShare(page: Page): Promise<void> {
  return page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('#shared')
    // The answer replaces the page that this runs in.
    setTimeout(() => form?.submit(), 0)
  })
}
