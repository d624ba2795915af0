'use server';

import type { BundleAnswer, BundleRequest } from '@/components/download/bundle-answer';

export async function makeBundle(request: BundleRequest): Promise<BundleAnswer> {
  return { ok: false, message: request.releaseName };
}
