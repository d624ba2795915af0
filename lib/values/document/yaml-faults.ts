import type { ErrorCode } from 'yaml';

/**
 * Our words for the faults of a YAML text. The parser's own messages quote the text, which may be secret;
 * these never do.
 */
export const yamlFaults: Readonly<Record<ErrorCode, { message: string; suggestion?: string }>> = {
  ALIAS_PROPS: { message: 'an alias cannot have an anchor or a tag of its own' },
  BAD_ALIAS: { message: 'the alias refers to an anchor that does not exist above it' },
  BAD_COLLECTION_TYPE: { message: 'the tag does not fit a map or a list' },
  BAD_DIRECTIVE: { message: 'the line beginning with % is not a YAML directive' },
  BAD_DQ_ESCAPE: {
    message: 'the text in double quotes has an escape that YAML does not know',
    suggestion: 'Double the backslash, or use single quotes.',
  },
  BAD_INDENT: {
    message: 'the indentation fits no level above',
    suggestion: 'Align it with its siblings, or close the bracket or quote above.',
  },
  BAD_PROP_ORDER: { message: 'anchors and tags must come before the value they belong to' },
  BAD_SCALAR_START: {
    message: 'a text without quotes cannot begin with this character',
    suggestion: 'Put it in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a map or list begins where a single value is expected',
    suggestion: 'Put the value in quotes if it holds a colon, or begin a new line.',
  },
  BLOCK_IN_FLOW: { message: 'inside brackets, maps and lists need brackets too' },
  DUPLICATE_KEY: { message: 'the key is already in this map', suggestion: 'Remove one of them.' },
  IMPOSSIBLE: { message: 'the text is not YAML' },
  KEY_OVER_1024_CHARS: { message: 'a key is longer than 1024 characters' },
  MISSING_CHAR: {
    message: 'a character is missing here',
    suggestion: 'Look for a quote or bracket that is not closed, or a missing colon or comma.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key spans several lines',
    suggestion: 'Look for a missing colon on the line above.',
  },
  MULTIPLE_ANCHORS: { message: 'a value can have one anchor only' },
  MULTIPLE_DOCS: {
    message: 'the text holds more than one YAML document',
    suggestion: 'Remove the line ---.',
  },
  MULTIPLE_TAGS: { message: 'a value can have one tag only' },
  NON_STRING_KEY: { message: 'a key must be text' },
  RESOURCE_EXHAUSTION: { message: 'the text is nested too deeply' },
  TAB_AS_INDENT: { message: 'a tab indents the line', suggestion: 'YAML is indented with spaces.' },
  TAG_RESOLVE_FAILED: { message: 'the tag does not fit the value, or is not known' },
  UNEXPECTED_TOKEN: {
    message: 'this does not belong here',
    suggestion: 'Look for a quote or bracket that is not closed, or for wrong indentation, just above.',
  },
};
