import { define, anyArg, textArg, type FunctionTable } from './define';
import { isDeepEqual } from './go-equal';
import { kindName, typeName } from './go-print';

/** sprig's reflection: typeOf, kindOf and their kin. */
export const typeFunctions: FunctionTable = {
  typeOf: define(['any'], (args) => typeName(anyArg(args, 0))),
  typeIs: define(['string', 'any'], (args) => textArg(args, 0) === typeName(anyArg(args, 1))),
  typeIsLike: define(['string', 'any'], (args) => {
    const actual = typeName(anyArg(args, 1));
    return textArg(args, 0) === actual || `*${textArg(args, 0)}` === actual;
  }),
  kindOf: define(['any'], (args) => kindName(anyArg(args, 0))),
  kindIs: define(['string', 'any'], (args) => textArg(args, 0) === kindName(anyArg(args, 1))),
  deepEqual: define(['any', 'any'], (args) => isDeepEqual(anyArg(args, 0), anyArg(args, 1))),
};
