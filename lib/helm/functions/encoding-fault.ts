import { StudioError } from '../../base';

/** A value that TOML cannot hold, or a TOML text that does not parse; `message` is the Go library's. */
export class EncodingFault extends StudioError<'toml-write' | 'toml-syntax'> {}
