'use server';

import { randomInt } from 'node:crypto';
import { createBundle } from '@/lib/bundle';
import { StudioError } from '@/lib/base';
import type { BundleAnswer, BundleRequest } from '@/components/download/bundle-answer';
import { requireSession } from '../access/guard';
import { nameFault } from '@/components/shell/name-fault';
import { helmProfiles } from '@/components/shell/view-state';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes the bundle of a plane. Answers with a message where values or names are bad; nothing is written
 * anywhere, and neither values nor secrets are logged.
 */
export async function makeBundle(request: BundleRequest): Promise<BundleAnswer> {
  // What a browser sends is not what TypeScript says, so names and choices are checked again.
  const { overrides, text, releaseName, namespace, profile, includeSecrets } = Object(
    request,
  ) as Partial<BundleRequest>;
  const knownProfile = helmProfiles.find((known) => known === profile);
  if (!isName(releaseName, 53))
    return { ok: false, message: 'the release name is not a name that Helm accepts' };
  if (!isName(namespace, 63))
    return { ok: false, message: 'the namespace is not a name that Kubernetes accepts' };
  if (!knownProfile) return { ok: false, message: 'this Helm version is not known' };

  try {
    await requireSession();
    const bundle = await createBundle({
      overrides,
      ...(typeof text === 'string' && { text }),
      releaseName,
      namespace,
      profile: knownProfile,
      includeSecrets: includeSecrets === true,
      randomSecret,
    });
    return {
      ok: true,
      fileName: bundle.fileName,
      // A copy: the archive may be a view into a larger buffer, which must not travel.
      bytes: new Uint8Array(bundle.bytes),
      sha256: bundle.sha256,
      files: [...bundle.files],
    };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return {
      ok: false,
      message: error.message,
      ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
    };
  }
}

function isName(name: unknown, longest: number): name is string {
  return typeof name === 'string' && nameFault(name, longest) === undefined;
}

function randomSecret(): string {
  return Array.from({ length: 32 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
