module.exports = async () => {
  await globalThis.sfox?.close()
}
