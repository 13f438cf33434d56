/** Test the page, in Chromium. */
import '../browser/catalogue.test.ts'
import '../browser/guarded.test.ts'
import '../browser/key.test.ts'
import '../browser/live.test.ts'
import '../browser/looks.test.ts'
import '../browser/mint.test.ts'
import '../browser/parts.test.ts'
import '../browser/timeline.test.ts'
