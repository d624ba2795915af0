import { define, type FunctionTable } from './define';

/** getHostByName answers nothing, as Helm does without `--enable-dns`: a template never asks the network. */
export const networkFunctions: FunctionTable = {
  getHostByName: define(['string'], () => ''),
};
