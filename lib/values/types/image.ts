import { shown, type Fault } from '../model/fault';

/** The parts of an image reference, after the grammar of the OCI distribution specification. */

const COMPONENT = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';
export const REPOSITORY_PATTERN = `^${COMPONENT}(/${COMPONENT})*$`;
export const TAG_PATTERN = '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$';
export const DIGEST_PATTERN = '^sha256:[a-f0-9]{64}$';
export const REGISTRY_PATTERN =
  '^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:[0-9]{1,5})?(/[a-z0-9._/-]*[a-z0-9])?$';

const repositoryShape = new RegExp(REPOSITORY_PATTERN);
const tagShape = new RegExp(TAG_PATTERN);
const digestShape = new RegExp(DIGEST_PATTERN);
const registryShape = new RegExp(REGISTRY_PATTERN);

/** The parts of an image reference; those not given are "". */
export interface ImageReference {
  registry: string;
  repository: string;
  tag: string;
  digest: string;
}

/**
 * Returns the parts of `text`, or nothing when it is no image reference. The first component is a
 * registry when it holds a dot or a colon or is localhost, as Docker decides.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const [beforeDigest = '', digest = ''] = text.split('@', 2);
  if (text.includes('@') && !digestShape.test(digest)) return undefined;
  const slash = beforeDigest.indexOf('/');
  const first = slash < 0 ? '' : beforeDigest.slice(0, slash);
  const registry = first === 'localhost' || /[.:]/.test(first) ? first : '';
  const rest = registry === '' ? beforeDigest : beforeDigest.slice(slash + 1);
  const colon = rest.lastIndexOf(':');
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? '' : rest.slice(colon + 1);
  if (!repositoryShape.test(repository) || (colon >= 0 && !tagShape.test(tag))) return undefined;
  return { registry, repository, tag, digest };
}

/** Returns what is wrong with a repository; tag and digest have fields of their own. */
export function checkRepository(text: string): Fault | undefined {
  if (text.length > 255) return { code: 'out-of-range', message: 'a repository has at most 255 characters' };
  // A registry in front is accepted: charts have always been given ghcr.io/org/name here.
  const parts = parseImageReference(text);
  if (parts && parts.tag === '' && parts.digest === '') return undefined;
  if (parts) {
    const where = parts.digest === '' ? `the tag ${parts.tag}` : 'the digest';
    const bare = parts.registry === '' ? parts.repository : `${parts.registry}/${parts.repository}`;
    return {
      code: 'bad-value',
      message: `${shown(text)} holds more than a repository`,
      suggestion: `Write ${bare} here and ${where} in its own field.`,
    };
  }
  const lower = text.trim().toLowerCase();
  return {
    code: 'bad-value',
    message: `${shown(text)} is not an image repository`,
    ...(lower !== text && parseImageReference(lower) && { suggestion: `Did you mean ${lower}?` }),
  };
}

/** Returns what is wrong with a tag. */
export function checkTag(text: string): Fault | undefined {
  if (tagShape.test(text)) return undefined;
  if (text.startsWith('sha256:')) {
    return {
      code: 'bad-value',
      message: 'this is a digest, not a tag',
      suggestion: 'Write it in the digest field.',
    };
  }
  const bare = text.replace(/^[:\s]+|\s+$/g, '');
  return {
    code: 'bad-value',
    message: `${shown(text)} is not an image tag: letters, digits, underscores, dots and hyphens, at most 128`,
    ...(bare !== text && tagShape.test(bare) && { suggestion: `Did you mean ${bare}?` }),
  };
}

/** Returns what is wrong with a digest. */
export function checkDigest(text: string): Fault | undefined {
  if (digestShape.test(text)) return undefined;
  const bare = text.trim().toLowerCase().replace(/^@/, '');
  const near = /^[a-f0-9]{64}$/.test(bare) ? `sha256:${bare}` : bare;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not an image digest: sha256: and 64 hexadecimal digits`,
    ...(digestShape.test(near) && { suggestion: `Did you mean ${near}?` }),
  };
}

/** Returns what is wrong with a registry: a host with an optional port and path. */
export function checkRegistry(text: string): Fault | undefined {
  if (registryShape.test(text)) return undefined;
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '');
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a registry: a host name, with a port and a path if needed`,
    ...(bare !== text && registryShape.test(bare) && { suggestion: `Did you mean ${bare}?` }),
  };
}
