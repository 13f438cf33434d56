/** Test `fake-sfox verify`. */
import '../verify/answers.test.ts'
import '../verify/differences.test.ts'
import '../verify/saving.test.ts'
import '../verify/servers.test.ts'
import '../verify/taking-back.test.ts'
import '../verify/target.test.ts'
