import t from 'tap'
import { because, client, frozen, mint, overBoth, registration, start } from '../../helper.ts'

const send = (type: string) => ({ type })

overBoth(t, 'an individual verifies email, then phone, with the codes from the control API', async (t, open) => {
  const sfox = await open(t, { users: 'registered' })
  const call = client(sfox)
  await call('POST', '/enterprise/register-account', registration('a b'))
  const code = async () => (await sfox.users.get('a b')).verification_code
  const userOf = async () => (await call('GET', '/enterprise/users/a%20b')).json.data
  t.equal(await code(), null)

  t.strictSame(because(await call('POST', '/enterprise/users/send-verification/a%20b', send('sms'))),
    [422, 'email-not-verified', 'The email address must be verified before the phone number.'])
  const sent = await call('POST', '/enterprise/users/send-verification/a%20b', send('email'))
  t.equal(sent.status, 200)
  t.equal(sent.text, '{"data":{"user_id":"a b","type":"email","email":"ada@example.com"}}')
  const first = await code()
  t.match(first, /^\d{6}$/)
  await call('POST', '/enterprise/users/send-verification/a%20b', send('email'))
  const second = await code() as string
  t.not(second, first, 'a new code takes the place of the old')
  t.strictSame(because(await call('POST', '/enterprise/users/verify/a%20b', { type: 'email', otp: first })),
    [422, 'wrong-code', 'The verification code is not the one that was sent last.'])
  t.match(because(await call('POST', '/enterprise/users/verify/a%20b', { type: 'sms', otp: second })), [422, 'email-not-verified'])

  const confirmed = await call('POST', '/enterprise/users/verify/a%20b', { type: 'email', otp: second })
  t.equal(confirmed.status, 200)
  t.equal(confirmed.text, '{"data":{"success":true,"user_id":"a b","type":"email"}}')
  t.equal(await code(), null)
  t.match(await userOf(), { status: 'PENDING', requirements: { email: false, sms: true } })
  for (const path of ['send-verification', 'verify']) {
    t.strictSame(because(await call('POST', `/enterprise/users/${path}/a%20b`, { type: 'email', otp: second })),
      [422, 'email-verified', 'Email already verified'])
  }

  t.match(because(await call('POST', '/enterprise/users/verify/a%20b', { type: 'sms', otp: '000000' })), [422, 'wrong-code'], 'none was sent')
  t.equal((await call('POST', '/enterprise/users/send-verification/a%20b', send('sms'))).text,
    '{"data":{"user_id":"a b","type":"sms","phone_number":"+14155550100"}}')
  t.equal((await call('POST', '/enterprise/users/verify/a%20b', { type: 'sms', otp: await code() })).status, 200)
  t.match(await userOf(), { status: 'VERIFIED', requirements: { email: false, sms: false } })
  t.match(await sfox.users.get('a b'), { status: 'VERIFIED' })
  t.strictSame(because(await call('POST', '/enterprise/users/send-verification/a%20b', send('sms'))),
    [422, 'phone-verified', 'Phone already verified'])

  await sfox.users.put({ user_id: 'a b', status: 'PENDING' })
  t.match(await userOf(), { status: 'PENDING', requirements: { email: true, sms: true } }, 'it can be done again')
})

t.test('a business verifies its email address only', async (t) => {
  const sfox = await start(t)
  const call = client(sfox)
  await call('POST', '/enterprise/register-account', { ...registration('firm'), account_type: 'corporation' })
  t.match(because(await call('POST', '/enterprise/users/send-verification/firm', send('sms'))), [422, 'phone-verified'])
  await call('POST', '/enterprise/users/send-verification/firm', send('email'))
  const { verification_code: otp } = await sfox.users.get('firm')
  t.equal((await call('POST', '/enterprise/users/verify/firm', { type: 'email', otp })).status, 200)
  t.match((await call('GET', '/enterprise/users/firm')).json.data, { status: 'VERIFIED', requirements: { email: false, sms: false } })
})

t.test('refuses to verify a user that is not pending, and a bad body', async (t) => {
  const sfox = await start(t, { fixtures: { users: [{ user_id: 'p', status: 'PENDING' }] } })
  const call = client(sfox)
  t.match(because(await call('POST', '/enterprise/users/send-verification/a', send('email'))), [404, 'unknown-user'])
  await mint(sfox.url, 'a')
  t.match(because(await call('POST', '/enterprise/users/send-verification/a', send('email'))), [422, 'email-verified'])
  t.match(because(await call('POST', '/enterprise/users/send-verification/p', send('post'))), [400, 'invalid-body', /\/type must be one of email, sms/])
  t.match(because(await call('POST', '/enterprise/users/verify/p', { type: 'email', otp: 123456 })), [400, 'invalid-body', /\/otp must be the code as a string/])
  t.match(because(await call('POST', '/enterprise/users/verify/p', { type: 'email' })), [400, 'invalid-body', /\/otp/])
  t.equal((await call('POST', '/enterprise/users/send-verification/p', send('email'))).text, '{"data":{"user_id":"p","type":"email","email":""}}')
})

t.test('a code expires', async (t) => {
  const users = [{ user_id: 'p', status: 'PENDING' as const }]
  const sfox = await start(t, { ...frozen, fixtures: { users, assumptions: { 'code-lifetime': '1m' } } })
  const call = client(sfox)
  const verify = async (otp: unknown) => await call('POST', '/enterprise/users/verify/p', { type: 'email', otp })
  const sentCode = async () => {
    await call('POST', '/enterprise/users/send-verification/p', send('email'))
    return (await sfox.users.get('p')).verification_code
  }
  const first = await sentCode()
  await sfox.clock.advance('1m')
  t.strictSame(because(await verify(first)), [422, 'expired-code', 'The verification code has expired; request a new one.'])
  t.match(because(await verify('wrong')), [422, 'wrong-code'])
  const second = await sentCode()
  await sfox.clock.advance(59_999)
  t.equal((await verify(second)).status, 200, 'it is good until the very instant')
})

t.test('a seed repeats the codes, and each world has its own', async (t) => {
  const codes = async () => {
    const sfox = await start(t, { seed: 's', fixtures: { users: [{ user_id: 'p', status: 'PENDING' }] } })
    const worlds = [sfox, sfox.world('w')]
    return await Promise.all(worlds.map(async (world) => {
      await client(sfox, world.key)('POST', '/enterprise/users/send-verification/p', send('email'))
      return (await world.users.get('p')).verification_code
    }))
  }
  const [one, other] = await codes()
  t.strictSame(await codes(), [one, other])
  t.not(one, other)
})
