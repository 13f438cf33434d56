import t from 'tap'
import { noProxy } from '../../src/cli/no-proxy.ts'

const url = 'http://127.0.0.1:7369'
const both = (list: string) => ({ NO_PROXY: list, no_proxy: list })

t.test('adds the host to both variables', async (t) => {
  t.strictSame(noProxy(url, {}), both('127.0.0.1'))
  t.strictSame(noProxy('https://localhost:7369', {}), both('localhost'))
  t.strictSame(noProxy(url, { NO_PROXY: '', no_proxy: ' ' }), both('127.0.0.1'))
  t.strictSame(noProxy(url, { NO_PROXY: 'a.test', no_proxy: 'b.test' }), { NO_PROXY: 'a.test,127.0.0.1', no_proxy: 'b.test,127.0.0.1' })
})

t.test('a variable that is not set takes over the list of the other, which it would hide', async (t) => {
  t.strictSame(noProxy(url, { NO_PROXY: 'a.test' }), both('a.test,127.0.0.1'))
  t.strictSame(noProxy(url, { NO_PROXY: '', no_proxy: 'b.test' }), both('b.test,127.0.0.1'))
})

t.test('keeps *, which means all hosts only if it stands alone', async (t) => {
  t.strictSame(noProxy(url, { NO_PROXY: '*' }), both('*'))
  t.strictSame(noProxy(url, { no_proxy: '*', NO_PROXY: 'a.test' }), { NO_PROXY: 'a.test,127.0.0.1', no_proxy: '*' })
})

t.test('adds an IPv6 address without brackets and with them', async (t) => {
  t.strictSame(noProxy('http://[::1]:7369', { NO_PROXY: 'a.test' }), both('a.test,::1,[::1]'))
})
