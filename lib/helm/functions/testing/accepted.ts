/** Expressions on which we differ from Helm, with the reason. */
export const acceptedDifferences: ReadonlyMap<string, string> = new Map([
  ...['fromJson', 'fromJsonArray'].map((name): [string, string] => [
    `${name} "1e400"`,
    'Go checks the type of the document before the range of the number, we the other way round',
  ]),
  ['toYamlPretty (toDate "2006" "2020")', 'yaml.v3 writes a time without quotes; ours goes through text'],
]);
