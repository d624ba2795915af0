/** What the page needs of YAML beyond the first paint; one chunk, loaded when the page is idle. */
export { createTextEngine } from '@/lib/values/document/text-engine';
export { findSecrets, publicValues, withoutSecrets } from '@/lib/values/document/secrets';
export { parseShareFragment, printShareFragment } from '@/lib/values/sharing/share-link';
