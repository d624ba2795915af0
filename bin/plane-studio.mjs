#!/usr/bin/env node
// The command line is TypeScript; tsx compiles it on the fly, so that nothing has to be built first.
import { register } from 'tsx/esm/api';

register();
await import('./cli.ts');
