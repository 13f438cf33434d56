/** Test how the command ends. In a process of its own, and alone: it measures time. */
import '../cli/stopping.test.ts'
