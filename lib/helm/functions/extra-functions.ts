import { certificateFunctions } from './certificates';
import type { FunctionTable } from './define';
import { encryptionFunctions } from './encryption';
import { passwordFunctions } from './passwords';
import { tomlFunctions } from './toml';

/** The functions that need large libraries; see `doors`. */
export const extraFunctions: FunctionTable = {
  ...passwordFunctions,
  ...encryptionFunctions,
  ...certificateFunctions,
  ...tomlFunctions,
};
