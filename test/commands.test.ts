/** No command of the pages that strangers begin with is left untried: each is run somewhere, or said not to be. */
import t from 'tap'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { blocks, read, root } from './markdown.ts'

/** For each command, what runs it. */
const runBy: Record<string, Record<string, string>> = {
  'README.md': {
    'npm ci && npm start\n': 'test/cli/npm-start.test.ts',
    'curl -X POST http://127.0.0.1:7369/v1/enterprise/user-tokens/user-1 -H "Authorization: Bearer fake-enterprise-key"\n':
      'test/docs.test.ts',
    'npm ci && npm test\n': '.ci/run',
    'npm start -- --port 0 --port-file /tmp/fake-sfox.port\n': 'test/cli/npm-start.test.ts',
    'npx fake-sfox exec -- npm test\n': 'test/package/packed.test.ts',
    'npm start -- --users registered --fixtures fixtures/example.json\n': 'test/cli/npm-start.test.ts'
  },
  'docs/guides/verify.md': {
    'npx fake-sfox verify --against http://127.0.0.1:7369 --key fake-enterprise-key --user-id user-1 user-2\n': 'test/package/packed.test.ts'
  },
  'docs/guides/testing.md': { 'npx fake-sfox exec -- npm test\n': 'test/package/packed.test.ts' },
  'examples/README.md': {
    'npm run build\nnpm pack && mv fake-sfox-*.tgz examples/fake-sfox.tgz\n': 'test/package/examples.test.ts',
    'cd examples/vitest\nnpm install\nnpm test\n': 'test/package/examples.test.ts',
    'cd examples/node-test\nnpx fake-sfox exec --fixtures fixtures.json -- node ../app/start.js\n': 'test/package/examples.test.ts'
  }
}

/** For those that nothing here can run, where the page says so. */
const notRun: Record<string, Record<string, string>> = {
  'README.md': { 'docker compose up --wait\n': 'with Compose 1.29, which has no `--wait`' },
  'docs/guides/verify.md': {
    'export SFOX_VERIFY_KEY=…\nnpx fake-sfox verify --against https://api.staging.sfox.com --yes-real-api --user-id ID ID --save observed.json\n':
      'Nobody has run it against sFOX yet'
  }
}

for (const [name, known] of Object.entries(runBy)) {
  t.test(`the commands of ${name}`, async (t) => {
    const unrun = notRun[name] ?? {}
    t.strictSame(new Set(blocks('sh', read(name))), new Set([...Object.keys(known), ...Object.keys(unrun)]))
    for (const file of Object.values(known)) t.ok(existsSync(join(root, file)), file)
    for (const words of Object.values(unrun)) t.match(read(name), words)
  })
}
