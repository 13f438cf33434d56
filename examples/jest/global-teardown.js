export default async function () {
  await globalThis.sfox?.close()
}
