/**
 * Tells tap of which suites to take coverage. Not of those that measure time or memory, since it takes both; others
 * cover what these run.
 */
const measuring = ['test/suites/soak.ts', 'test/suites/stopping.ts']

/**
 * Map a test file to the files of which it takes coverage.
 *
 * @param {string} file - its path from the root
 * @returns {string[] | null} an empty list for all files that it loads; null for none
 */
export default (file) => measuring.includes(file) ? null : []
