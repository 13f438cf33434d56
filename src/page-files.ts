/** The page's files, as the build leaves them in `dist/page/` (scripts/build.js): read when somebody first looks. */
import { readFile } from 'node:fs/promises'

/** A file, ready to be sent. */
export interface PageFile {
  /** Its media type. */
  type: string
  content: Buffer
}

/** Beside the compiled sources, wherever this very file is run from. */
const folder = new URL('../dist/page/', import.meta.url)

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8'
}

/** Words between slashes, then an ending of the table: nothing that leads out of the folder. */
const known = new RegExp(`^(?:[\\w-]+/)*[\\w-]+(?:\\.js)?\\.(${Object.keys(types).join('|')})$`)

/**
 * Reads one of the page's files.
 *
 * @param name - such as `parts/mint.js`
 * @returns the file; undefined where there is none of that name
 */
export async function readPageFile (name: string): Promise<PageFile | undefined> {
  const ending = known.exec(name)?.[1]
  if (ending === undefined) return undefined
  const content = await readFile(new URL(name, folder)).catch(() => undefined)
  return content && { type: types[ending] as string, content }
}
