import { textOfBytes } from '../text';
import {
  GoMap,
  type GoList,
  GoObject,
  type CallContext,
  type CertificateRequest,
  type Value,
} from '../value';
import { decodeBase64, encodeBase64 } from './base-encoding';
import { anyArg, define, fail, intArg, listArg, textArg, type FunctionTable } from './define';
import { printValue } from '../template/print-value';
import { typeName } from './go-print';

/**
 * Keys and certificates. They are made by the context's certificate source; without one, what comes
 * out has the shape of PEM and stays the same for the same request, but is no real key.
 */
export const certificateFunctions: FunctionTable = {
  genPrivateKey: define(['string'], (args, context) => privateKey(textArg(args, 0), context)),
  genCA: define(['string', 'int'], (args, context) => issue(authority(args), context)),
  genCAWithKey: define(['string', 'int', 'string'], (args, context) =>
    issue({ ...authority(args), key: keyArg(args, 2) }, context),
  ),
  genSelfSignedCert: define(['string', '[]interface {}', '[]interface {}', 'int'], (args, context) =>
    issue(leaf(args), context),
  ),
  genSelfSignedCertWithKey: define(
    ['string', '[]interface {}', '[]interface {}', 'int', 'string'],
    (args, context) => issue({ ...leaf(args), key: keyArg(args, 4) }, context),
  ),
  genSignedCert: define(['string', '[]interface {}', '[]interface {}', 'int', 'any'], (args, context) =>
    issue({ ...leaf(args), issuer: issuerArg(args, 4) }, context),
  ),
  genSignedCertWithKey: define(
    ['string', '[]interface {}', '[]interface {}', 'int', 'any', 'string'],
    (args, context) => issue({ ...leaf(args), issuer: issuerArg(args, 4), key: keyArg(args, 5) }, context),
  ),
  buildCustomCert: define(['string', 'string'], (args) =>
    customCertificate(textArg(args, 0), textArg(args, 1)),
  ),
};

/** sprig's certificate: a struct with the fields Cert and Key. */
export class Certificate extends GoObject {
  readonly type = 'sprig.certificate';
  readonly kind = 'struct';
  readonly cert: string;
  readonly key: string;

  constructor(cert: string, key: string) {
    super();
    this.cert = cert;
    this.key = key;
  }

  field(name: string): Value | undefined {
    if (name === 'Cert') return this.cert;
    return name === 'Key' ? this.key : undefined;
  }

  print(): string {
    return `{${this.cert} ${this.key}}`;
  }

  override encode(): Value {
    return new GoMap(
      new Map([
        ['Cert', this.cert],
        ['Key', this.key],
      ]),
    );
  }
}

function authority(args: readonly Value[]): CertificateRequest {
  return { commonName: textArg(args, 0), ips: [], dnsNames: [], days: intArg(args, 1), isCA: true };
}

function leaf(args: readonly Value[]): CertificateRequest {
  return {
    commonName: textArg(args, 0),
    ips: addresses(listArg(args, 1)),
    dnsNames: names(listArg(args, 2)),
    days: intArg(args, 3),
    isCA: false,
  };
}

function addresses(list: GoList): string[] {
  return list.items.map((ip) => {
    if (typeof ip !== 'string') return fail(`error parsing ip: ${printValue(ip)} is not a string`);
    return isAddress(ip) ? ip : fail(`error parsing ip: ${ip}`);
  });
}

function names(list: GoList): string[] {
  return list.items.map((name) =>
    typeof name === 'string'
      ? name
      : fail(`error processing alternate dns name: ${printValue(name)} is not a string`),
  );
}

/** Four numbers up to 255 without leading zeros, or groups of an IPv6 address. */
function isAddress(text: string): boolean {
  const octet = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
  const v4 = `${octet}(\\.${octet}){3}`;
  if (new RegExp(`^${v4}$`).test(text)) return true;
  const normal = text.replace(new RegExp(`:${v4}$`), ':0:0');
  const halves = normal.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

function keyArg(args: readonly Value[], i: number): string {
  const key = textArg(args, i);
  if (!pemType(key)) fail('parsing private key: no PEM data in input');
  return key;
}

function issuerArg(args: readonly Value[], i: number): { cert: string; key: string } {
  const value = anyArg(args, i);
  if (!(value instanceof Certificate)) {
    return fail(`wrong type for value; expected sprig.certificate; got ${typeName(value)}`);
  }
  if (!pemType(value.cert)) fail('unable to decode certificate');
  if (!pemType(value.key)) fail('error parsing private key: no PEM data in input');
  return { cert: value.cert, key: value.key };
}

function issue(request: CertificateRequest, context: CallContext): Certificate {
  const source = context.entropy.certificates;
  const made = source
    ? source.certificate(request)
    : {
        cert: placeholder('CERTIFICATE', 800, context),
        key: request.key ?? placeholder('RSA PRIVATE KEY', 1190, context),
      };
  return new Certificate(made.cert, made.key);
}

const keyTypes: Readonly<Record<string, readonly [string, number]>> = {
  '': ['RSA PRIVATE KEY', 2350],
  rsa: ['RSA PRIVATE KEY', 2350],
  dsa: ['DSA PRIVATE KEY', 850],
  ecdsa: ['EC PRIVATE KEY', 121],
  ed25519: ['PRIVATE KEY', 48],
};

function privateKey(algorithm: string, context: CallContext): string {
  const shape = Object.hasOwn(keyTypes, algorithm) ? keyTypes[algorithm] : undefined;
  if (!shape) return `Unknown type ${algorithm}`;
  const source = context.entropy.certificates;
  return source
    ? source.privateKey(algorithm === '' ? 'rsa' : algorithm)
    : placeholder(shape[0], shape[1], context);
}

/** PEM around random bytes of the usual length, so that sizes and indents of a preview are right. */
function placeholder(type: string, length: number, context: CallContext): string {
  const lines = encodeBase64(context.entropy.randomBytes(length)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}

function pemType(text: string): string | undefined {
  return /^-----BEGIN ([A-Z0-9 ]+)-----\s[^-]*-----END \1-----/m.exec(text)?.[1];
}

/** Checks the shape of both texts; what is inside the certificate is not read. */
function customCertificate(cert64: string, key64: string): Certificate {
  const cert = decodeBase64(cert64);
  if (typeof cert === 'string') return fail('unable to decode base64 certificate');
  const key = decodeBase64(key64);
  if (typeof key === 'string') return fail('unable to decode base64 private key');
  const [certText, keyText] = [textOfBytes(cert), textOfBytes(key)];
  if (!pemType(certText)) fail('unable to decode certificate');
  const keyType = pemType(keyText);
  if (!keyType) return fail('error parsing private key: no PEM data in input');
  if (!keyType.endsWith('PRIVATE KEY')) {
    fail(`error parsing private key: no private key data in PEM block of type ${keyType}`);
  }
  return new Certificate(certText, keyText);
}
