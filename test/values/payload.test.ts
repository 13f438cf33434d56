import t from 'tap'
import { isDeep, maxDepth, parseForm, parseJson } from '../../src/values/payload.ts'

const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels)
const tooDeep = { name: 'PayloadError', message: 'it has more than 100 levels' }
const proto = { name: 'PayloadError', message: 'it has a "__proto__" key' }

t.test('parses JSON of any size up to 100 levels', async (t) => {
  t.equal(maxDepth, 100)
  t.doesNotThrow(() => parseJson(nested(100)))
  t.throws(() => parseJson(nested(101)), tooDeep)
  t.doesNotThrow(() => parseJson(nested(50, '{"a":[', ']}')))
  t.throws(() => parseJson(nested(51, '{"a":[', ']}')), tooDeep)
  t.doesNotThrow(() => parseJson(`[${Array(1000).fill('[[]]').join()}]`), 'many side by side')
  for (const text of [nested(200), `\\"${nested(200)}`, `\\\\\\"${nested(200)}\\\\`]) {
    t.doesNotThrow(() => parseJson(`["${text}"]`), 'brackets in a string')
  }
  t.throws(() => parseJson(`["\\\\",${nested(200)}]`), tooDeep, 'a string that ends with a backslash')
  t.throws(() => parseJson(`["${nested(200)}`), { name: 'SyntaxError' }, 'a string without an end')
  t.strictSame(parseJson('\ufeff{"a":1}'), { a: 1 })
  t.throws(() => parseJson('\ufeff'), { name: 'SyntaxError' })
})

t.test('takes milliseconds for megabytes of brackets, quotes and backslashes', async (t) => {
  const began = performance.now()
  for (const text of [nested(4_000_000), '["', '"\\'.repeat(4_000_000), `"${'\\'.repeat(8_000_000)}`, `[${'"",'.repeat(2_000_000)}`]) {
    t.throws(() => parseJson(text))
  }
  t.ok(performance.now() - began < 2000)
})

t.test('refuses a __proto__ key at any level, in any spelling, and nothing that only looks like one', async (t) => {
  for (const name of ['"__proto__"', '"\\u005f_proto__"', '"__pr\\u006Fto__"']) {
    for (const text of [`{${name}:1}`, `[{"a":{${name}:null}}]`, `{"constructor":{"prototype":{${name} :1}}}`]) {
      t.throws(() => parseJson(text), proto, text)
    }
  }
  for (const text of ['["__proto__"]', '{"a":"__proto__"}', '{"a":"\\u0041"}', '{"a":null,"b":"\\"__proto__\\":"}']) {
    t.strictSame(parseJson(text), JSON.parse(text), text)
  }
})

t.test('parses a form as clients encode one', async (t) => {
  const parse = (text: string) => parseForm(text, (name) => name === 'data')
  t.strictSame(parse('a=1&b=x+y%21&c=&d&=e&&f=g=h'), { a: '1', b: 'x y!', c: '', d: '', '': 'e', f: 'g=h' })
  t.strictSame(parse(new URLSearchParams([['a', 'é&=+ 💸'], ['b', '1'], ['b', '2'], ['b', '3']]).toString()), { a: 'é&=+ 💸', b: ['1', '2', '3'] })
  t.strictSame(parse('a[]=1&b%5B%5D=1&b%5B%5D=2&c[0]=1&c[1]=2&d[x]=1'), { a: ['1'], b: ['1', '2'], c: ['1', '2'], 'd[x]': '1' })
  t.strictSame(parse('data=a'), { data: ['a'] }, 'a list by its schema')
  t.strictSame(parse('data=a&data=b'), { data: ['a', 'b'] })
  t.strictSame(parse(''), {})
  t.strictSame(parse('\uFEFFa=1&b=\uFEFF'), { a: '1', b: '\uFEFF' }, 'a byte order mark')
  t.strictSame(parse('constructor=1&toString=2&toString=3'), { constructor: '1', toString: ['2', '3'] })
})

t.test('refuses a form that is none, is not UTF-8, or has a __proto__ name', async (t) => {
  const parse = (text: string) => () => parseForm(text, () => false)
  for (const text of ['{"a":1', ' [', '"a']) t.throws(parse(text), { name: 'SyntaxError' }, text)
  const message = 'it has a percent escape that is not UTF-8'
  for (const text of ['a=%e9', '%e9=a', 'a=%', 'a=%zz', 'a=%ed%a0%80']) t.throws(parse(text), { name: 'PayloadError', message }, text)
  for (const text of ['__proto__=1', '__proto__[]=1', '%5f_proto__[0]=1', 'a=1&__proto__']) t.throws(parse(text), proto, text)
})

t.test('finds deep values, cyclic ones included', async (t) => {
  t.notOk(isDeep(JSON.parse(nested(100))))
  t.ok(isDeep(JSON.parse(nested(101))))
  const cyclic: Record<string, unknown> = { a: 1, b: null }
  t.notOk(isDeep(cyclic))
  cyclic.c = { cyclic }
  t.ok(isDeep(cyclic))
})
