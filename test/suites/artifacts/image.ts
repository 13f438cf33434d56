/** Test the image in Docker, where engine.sh has built it. */
import '../../image/compose.test.ts'
import '../../image/container.test.ts'
import '../../image/health.test.ts'
import '../../image/stopping.test.ts'
import '../../image/testcontainers.test.ts'
