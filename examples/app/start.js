import { startApp } from './app.js'

const { SFOX_BASE_URL, SFOX_ENTERPRISE_API_KEY, PORT = '3000' } = process.env
if (!SFOX_BASE_URL || !SFOX_ENTERPRISE_API_KEY) throw new Error('set SFOX_BASE_URL and SFOX_ENTERPRISE_API_KEY')

const { url } = await startApp({ baseUrl: SFOX_BASE_URL, key: SFOX_ENTERPRISE_API_KEY, port: Number(PORT) })
console.log(`ready at ${url}/?user=ada`)
