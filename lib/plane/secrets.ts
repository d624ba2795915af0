/**
 * The annotation by which a Secret of the chart says which values path can name an existing Secret in
 * its place. Bundles leave Secrets out by it.
 */
export const existingSecretAnnotation = 'observability.openchoreo.dev/existing-secret';
