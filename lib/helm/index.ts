/**
 * helm: Helm in TypeScript, complete: `core` with everything in `extras`. A page whose chart needs no
 * extras imports `core` alone, which is smaller.
 */
import './extras';

export * from './core';
export { compareKinds, type CrdFile } from './manifest';
export * from './release';
