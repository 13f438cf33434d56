/** Starts the installed Chromium, for the tests of the page and for its screenshots. */
import { chromium, type Browser } from 'playwright-core'
import { findProgram, howToGet } from './programs.ts'

/** Sandboxes need more of a machine than containers give; the rest keeps the browser from calling home. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/**
 * Start Chromium, without a window.
 *
 * @param path - folders to look for it in; those of PATH by default
 * @returns the browser, which has to be closed
 * @throws rejects with an Error that says how to install it if it is not installed
 */
export async function launchChromium (path?: string): Promise<Browser> {
  const executablePath = findProgram('chromium', path)
  if (executablePath === undefined) throw new Error(`this needs ${howToGet('chromium')}`)
  return await chromium.launch({ executablePath, args: flags })
}
