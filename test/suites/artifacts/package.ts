/** Test the packed package, installed as its users install it. */
import '../../package/packed.test.ts'
