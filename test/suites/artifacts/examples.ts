/** Test the examples as those who copy them run them, with the packed package. */
import '../../package/examples.test.ts'
