/** Test at random and at length: models, properties, every field of every schema, noise on the wire. */
import '../contract/money.test.ts'
import '../contract/openapi.test.ts'
import '../contract/robust.test.ts'
import '../model/worlds.test.ts'
import '../scenario/worlds.test.ts'
import '../wire/fuzz.test.ts'
