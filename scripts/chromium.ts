/** Launch the installed Chromium, for the tests of the page and its screenshots. */
import { chromium, type Browser } from 'playwright-core'
import { findProgram, howToGet } from './programs.ts'

/** Containers do not allow the sandbox. The other flags keep the browser from contacting its vendor. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/**
 * Launch a headless Chromium. The caller has to close it.
 *
 * @param path - folders to search, as in the variable PATH
 * @throws rejects with an Error that says how to install Chromium if it is missing
 */
export async function launchChromium (path?: string): Promise<Browser> {
  const executablePath = findProgram('chromium', path)
  if (executablePath === undefined) throw new Error(`this needs ${howToGet('chromium')}`)
  return await chromium.launch({ executablePath, args: flags })
}
