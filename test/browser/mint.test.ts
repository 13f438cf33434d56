/** Test minting on the page. */
import t from 'tap'
import { certificate } from '../certificate.ts'
import { tokenPattern } from '../helper.ts'
import { needs } from '../needs.ts'
import { inChromium, open } from './browser.ts'

t.test('shows the response with its status, and copies tokens', inChromium(), async (t) => {
  const context = { permissions: ['clipboard-read', 'clipboard-write'] }
  const { page } = await open(t, { context })
  const region = page.getByRole('region', { name: 'Mint' })
  await page.getByLabel('User ids').fill('a, b\n\n c ')
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await region.getByText('201', { exact: true }).waitFor()
  t.strictSame(await region.locator('.user').allTextContents(), ['a', 'b', 'c'])
  const tokens = await region.locator('li code').allTextContents()
  t.equal(tokens.length, 3)
  for (const token of tokens) t.match(token, tokenPattern)
  await region.getByRole('button', { name: 'Copy token 2 of 3' }).click()
  await region.locator('[data-state=copied]').waitFor()
  t.equal(await page.evaluate(async () => await navigator.clipboard.readText()), tokens[1])
  await region.locator('[data-state=copied]').waitFor({ state: 'detached' })
})

t.test('copies without a clipboard, and reports a refusal', inChromium(), async (t) => {
  const { page } = await open(t, { context: { permissions: ['clipboard-read'] } })
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  const copy = page.getByRole('button', { name: 'Copy token 1 of 1' })
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', {
    configurable: true, value: { writeText: async () => await Promise.reject(new Error('no')) }
  }))
  await copy.click()
  await page.locator('[data-state=failed]').waitFor()
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await copy.click()
  await page.locator('[data-state=copied]').waitFor()
})

t.test('shows each kind of failure, long lists, and hanging calls', inChromium(), async (t) => {
  const { page } = await open(t)
  const region = page.getByRole('region', { name: 'Mint' })
  const ask = async (ids: string) => {
    await page.getByLabel('User ids').fill(ids)
    await page.getByRole('button', { name: 'Mint tokens' }).click()
  }
  await ask('fake:nope')
  await region.getByText('unknown-magic-id').waitFor()
  await region.getByText('There is no magic id "fake:nope"').waitFor()
  await ask('fake:truncate')
  await region.getByText('The connection was cut.').waitFor()
  await ask('fake:status=201')
  await region.getByText('An injected fault answered with status 201.').waitFor()
  await ask('fake:garbage')
  await region.getByText('The body is not JSON.').waitFor()
  await ask(' ,\n')
  await page.getByRole('alert').getByText('Enter at least one user id.').waitFor()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await page.getByText('Enter at least one user id.').waitFor({ state: 'detached' })
  await ask(Array.from({ length: 120 }, (_, index) => `u${index}`).join())
  await region.getByText('and 20 more').waitFor()
  t.equal(await region.locator('li').count(), 100)
  await ask('fake:hang')
  await region.getByText('Waiting …').waitFor()
  await region.getByRole('button', { name: 'Cancel' }).click()
  await region.getByText('No response.').waitFor()
  await ask('fake:hang')
  await ask('a')
  await region.getByText('201', { exact: true }).waitFor()
})

t.test('mints over https', needs(['chromium', 'openssl']), async (t) => {
  const { options } = await certificate(t)
  const { page } = await open(t, { fake: options, context: { ignoreHTTPSErrors: true } })
  t.match(page.url(), /^https:/)
  await page.getByLabel('User ids').fill('user-1')
  await page.getByRole('button', { name: 'Mint tokens' }).click()
  await page.getByRole('region', { name: 'Mint' }).getByText('201', { exact: true }).waitFor()
  await page.locator('.opener').first().waitFor()
})
