/** `npm run screenshots`: take the README's pictures of the page in both themes. Build first. */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withFakeSfox } from '../src/server/listen.ts'
import type { FakeSfox } from '../src/client/handle.ts'
import { launchChromium } from './chromium.ts'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))

/** Simulate a day of an application that keeps its tokens too long. */
async function live (sfox: FakeSfox): Promise<void> {
  const send = async (method: string, path: string, credential: string, body?: object) => await fetch(`${sfox.url}/v1${path}`, {
    method, headers: { authorization: `Bearer ${credential}` }, ...(body && { body: JSON.stringify(body) })
  })
  const mint = async (...data: string[]) => {
    const answer = await send('POST', '/enterprise/user-tokens', sfox.key, { data })
    const { data: minted = [] } = await answer.json() as { data?: Array<{ token: string }> }
    return minted.map(({ token }) => token)
  }
  const use = async (token = '') => await send('GET', '/user/balance', token)

  const [ada, ben, cleo] = await mint('client_account_1', 'client_account_2', 'advisor_account_1')
  await sfox.clock.advance('3h')
  for (const token of [ada, ben, cleo]) await use(token)
  await sfox.clock.advance('5h')
  await use(ada)
  const [fresh] = await mint('client_account_2')
  await sfox.faults.add({ status: 503, match: { path: '/v1/user/*' }, times: 2 })
  await use(cleo)
  await sfox.clock.advance('7h')
  await use(fresh)
  await mint('fake:unknown-user')
  await send('POST', '/enterprise/user-tokens', 'undefined', { data: ['client_account_3'] })
  await sfox.clock.advance('10h')
  for (const token of [ada, ben, fresh]) await use(token)
  await mint('client_account_1')
  await sfox.clock.advance('2h')
}

mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
for (const colorScheme of ['light', 'dark'] as const) {
  await withFakeSfox({ now: '2026-01-31T09:00:00Z', freeze: true, seed: 'screenshots' }, async (sfox) => {
    await live(sfox)
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 860 } })
    await page.goto(`${sfox.url}/#key=${sfox.key}`)
    await page.getByRole('button', { name: 'Mint tokens' }).click()
    await page.getByRole('button', { name: 'Copy' }).waitFor()
    await page.getByRole('cell', { name: 'user-1', exact: true }).waitFor()
    await page.screenshot({ path: `${folder}page-${colorScheme}.png` })
    await page.close()
  })
}
await browser.close()
