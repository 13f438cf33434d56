/** Represent a mistake in the options. Its message is one line that names the option; it must not contain the key. */
export class OptionError extends Error {
  override name = 'OptionError'
  code = 'FAKE_SFOX_BAD_OPTION'
}
