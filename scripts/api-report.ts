/** Writes down what the package exports, each type spelt out, so that none changes unseen. */
import ts from 'typescript'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)

const heading = `# The types of the exports

What \`import { … } from 'fake-sfox'\` gives, each type spelt out down to other exports and other packages. Made by
\`npm run generate\`; a test compares it with the program, so that whoever changes the public types does so on purpose.
`

/**
 * Writes the report of the public types.
 *
 * @param readFile - reads a file of the program; by another one than the disk's, one sees what a change would do
 * @returns the text of docs/api-report.md
 */
export function apiReport (readFile = ts.sys.readFile): string {
  const host = Object.assign(ts.createCompilerHost(options), { readFile })
  const program = ts.createProgram([`${root}src/index.ts`], options, host)
  const checker = program.getTypeChecker()
  const index = program.getSourceFile(`${root}src/index.ts`) as ts.SourceFile
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(index) as ts.Symbol)
    .map((symbol) => [symbol.name, checker.getAliasedSymbol(symbol)] as const)
    .sort(([one], [other]) => one < other ? -1 : 1)
  const exported = new Map(symbols.map(([name, symbol]) => [checker.getDeclaredTypeOfSymbol(symbol), name]))
  const spell = createSpeller(checker, exported)
  const entries = symbols.map(([name, symbol]) => symbol.flags & ts.SymbolFlags.Value
    ? `export const ${name}: ${spell(checker.getTypeOfSymbol(symbol))}`
    : `export type ${name} = ${spell(checker.getDeclaredTypeOfSymbol(symbol), name)}`)
  return `${heading}\n\`\`\`ts\n${entries.join('\n\n')}\n\`\`\`\n`
}

const filesOf = ({ declarations = [] }: ts.Symbol) =>
  declarations.map((declaration) => declaration.getSourceFile().fileName)

const isOurs = (symbol: ts.Symbol) => filesOf(symbol).every((file) => file.startsWith(`${root}src/`))
const isOfTheLanguage = (symbol: ts.Symbol) => filesOf(symbol).some((file) => file.includes('/typescript/lib/'))

/** Whether it has a name for its readers: TypeBox, and aliases such as Partial, only say how a type of ours is made. */
function isForeign (symbol: ts.Symbol | undefined): boolean {
  if (symbol === undefined || symbol.name === '__type' || isOurs(symbol)) return false
  const isAlias = (symbol.flags & ts.SymbolFlags.TypeAlias) !== 0
  return !(isAlias && isOfTheLanguage(symbol)) && !filesOf(symbol).some((file) => file.includes('/@sinclair/typebox/'))
}

function createSpeller (checker: ts.TypeChecker, exported: Map<ts.Type, string>) {
  return spell

  /** Spells a type; `itself` is the name of the export that is being spelt, which says nothing of it. */
  function spell (type: ts.Type, itself?: string): string {
    const name = exported.get(type)
    if (name !== undefined && name !== itself) return name
    const named = [type.aliasSymbol, type.symbol as ts.Symbol | undefined].find(isForeign)
    if (named !== undefined) return spellForeign(type, named)
    if (type.isUnion()) return spellUnion(type.types)
    const [call] = type.getCallSignatures()
    if (call !== undefined) return spellFunction(call)
    if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return checker.typeToString(type)
    const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : []
    const inherited = new Set(bases.flatMap((base) => base.getProperties()))
    const own = type.getProperties().filter((property) => !inherited.has(property)).map(spellProperty)
    const keys = checker.getIndexInfosOfType(type).map((info) => `[key: ${spell(info.keyType)}]: ${spell(info.type)}`)
    return [...bases.map((base) => spell(base)), braced([...keys, ...own])].join(' & ')
  }

  /** As the compiler writes it; spelt out is what this package gives to a type of the language, and adds to another. */
  function spellForeign (type: ts.Type, symbol: ts.Symbol): string {
    if (isOfTheLanguage(symbol)) {
      if (!('target' in type)) return symbol.name
      const given = checker.getTypeArguments(type as ts.TypeReference).map((type) => spell(type))
      return `${symbol.name}<${given.join(', ')}>`
    }
    const name = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
    const added = type.getProperties().filter(isOurs)
    return added.length > 0 ? `${name} & ${braced(added.map(spellProperty))}` : name
  }

  function spellUnion (types: ts.Type[]): string {
    const members = types.map((type) => spell(type))
    const others = members.filter((member) => member !== 'true' && member !== 'false')
    const all = members.length === others.length + 2 ? [...others, 'boolean'] : members
    return all.sort().join(' | ')
  }

  function spellFunction (call: ts.Signature): string {
    const generic = call.typeParameters?.map(({ symbol }) => symbol.name) ?? []
    const parameters = call.parameters.map((parameter) => {
      const { name, questionToken, initializer } = parameter.valueDeclaration as ts.ParameterDeclaration
      const isOptional = (questionToken ?? initializer) !== undefined
      return spellMember(ts.isIdentifier(name) ? name.text : 'options', isOptional, checker.getTypeOfSymbol(parameter))
    })
    return `${generic.length > 0 ? `<${generic}>` : ''}(${parameters.join(', ')}) => ${spell(call.getReturnType())}`
  }

  function spellProperty (property: ts.Symbol): string {
    const name = /^\w+$/.test(property.name) ? property.name : `'${property.name}'`
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0
    return spellMember(name, isOptional, checker.getTypeOfSymbol(property), checker.getUndefinedType())
  }

  /** Leaves out the `undefined` that `?` says. A property's is a type of its own, beside one that is written down. */
  function spellMember (name: string, isOptional: boolean, type: ts.Type, written?: ts.Type): string {
    if (!isOptional) return `${name}: ${spell(type)}`
    const members = type.isUnion() ? type.types : [type]
    const said = members.filter((member) => member === written || (member.flags & ts.TypeFlags.Undefined) === 0)
    return `${name}?: ${spellUnion(said)}`
  }
}

/** In the order of the alphabet, as all that is listed here: the compiler's own hangs on what it has seen before. */
function braced (members: string[]): string {
  members.sort()
  const line = `{ ${members.join(', ')} }`
  if (line.length <= 100 && !line.includes('\n')) return line
  return `{\n${members.join('\n').replaceAll(/^/gm, '  ')}\n}`
}
