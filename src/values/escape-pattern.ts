/**
 * Escape a text to be part of the source of a regular expression. Node 20 has no RegExp.escape.
 */
export function escapePattern (text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
