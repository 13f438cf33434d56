/** Starts the Chromium that is installed, for the tests of the page and for its screenshots. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** Sandboxes need more of a machine than containers give; the rest keeps the browser from calling home. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const names = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * Finds an installed Chromium.
 *
 * @param path - folders to look in, as in the variable PATH
 * @returns the path of the program
 * @throws an Error that says what to install where there is none
 */
export function findChromium (path: string): string {
  const candidates = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (found === undefined) throw new Error(`the tests of the page need Chromium: ${names.join(' or ')}`)
  return found
}

/**
 * Starts Chromium, without a window.
 *
 * @returns the browser, which has to be closed
 * @throws rejects as `findChromium()` throws
 */
export async function launchChromium (): Promise<Browser> {
  return await chromium.launch({ executablePath: findChromium(String(process.env.PATH)), args: flags })
}
