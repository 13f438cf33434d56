/** Test the command as a process. */
import '../cli/command.test.ts'
import '../cli/exec.test.ts'
import '../cli/npm-start.test.ts'
import '../cli/terminal.test.ts'
import '../cli/verify.test.ts'
