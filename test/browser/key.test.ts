/** Test where the page takes the key from, and where it keeps it. */
import t from 'tap'
import { start } from '../helper.ts'
import { inChromium, visit } from './browser.ts'

t.test('takes the key from the field', inChromium(), async (t) => {
  const sfox = await start(t)
  const page = await visit(t, sfox.url)
  const status = page.getByRole('status')
  const [field, use] = [page.getByLabel('Enterprise key'), page.getByRole('button', { name: 'Use key' })]
  await use.click()
  t.equal(await status.textContent(), 'No key yet', 'an empty key is none')
  await field.fill('wrong')
  await use.click()
  await status.getByText('The fake rejects this key').waitFor()
  await field.fill('clé → 鍵')
  await use.click()
  await page.getByPlaceholder('in use').waitFor()
  await status.getByText('The fake rejects this key').waitFor()
  await field.fill(sfox.key)
  await page.keyboard.press('Enter')
  await status.getByText('Live').waitFor()
  t.equal(await field.inputValue(), '', 'it does not stay on the screen')
  t.notMatch(await page.content(), sfox.key)
})

t.test('takes the key from the fragment, keeps it for the tab only, and puts it into no URL', inChromium(), async (t) => {
  const sfox = await start(t, { key: 'a+key%20of-mine' })
  const page = await visit(t, 'about:blank')
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  const live = page.getByRole('status').getByText('Live')

  await page.goto(`${sfox.url}/#key=${encodeURIComponent(sfox.key)}`)
  await live.waitFor()
  t.equal(page.url(), `${sfox.url}/`, 'the fragment is gone')
  await page.reload()
  await live.waitFor()
  await page.goto(`${sfox.url}/#key=${encodeURIComponent(`${sfox.key}~w1`)}`)
  await page.getByPlaceholder('in use: …~w1').waitFor()
  await live.waitFor()
  await page.goto(`${sfox.url}/#key=a+key%zz`)
  await page.getByText('The fake rejects this key').waitFor()

  t.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0)
  t.strictSame(urls.filter((url) => /a\+key|a%2Bkey/i.test(url.split('#')[0] as string)), [])
  const stranger = await visit(t, sfox.url)
  t.equal(await stranger.getByRole('status').textContent(), 'No key yet', 'another tab has no key')
})

t.test('leaves other fragments in the address', inChromium(), async (t) => {
  const { url } = await start(t)
  for (const fragment of ['#key=', '#other', '']) {
    const page = await visit(t, `${url}/${fragment}`)
    t.equal(await page.getByRole('status').textContent(), 'No key yet')
    t.equal(page.url(), `${url}/${fragment}`)
  }
})
