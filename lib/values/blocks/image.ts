import { choice } from '../model/leaves';
import { textLeaf } from '../model/leaves';
import { group } from '../model/node';
import {
  checkDigest, checkRegistry, checkRepository, checkTag, DIGEST_PATTERN, REGISTRY_PATTERN, TAG_PATTERN,
} from '../types/image'; // prettier-ignore

/** Returns the fields of one container image; `tagEmptyMeans` where the tag may stay empty. */
export function image(words: {
  title: string;
  description: string;
  repository: string;
  tag: string;
  tagDescription?: string;
  tagEmptyMeans?: string;
}) {
  return group(
    { title: words.title, description: words.description, layout: 'image' },
    {
      registry: textLeaf('string', checkRegistry, {
        title: 'Registry',
        description:
          'Registry to pull this image from; set it when one image lives elsewhere than the others.',
        default: '',
        emptyMeans: 'the registry for all images, else the one in the repository',
        examples: ['registry.example.com:5000'],
        advanced: true,
        json: { pattern: REGISTRY_PATTERN },
      }),
      repository: textLeaf('string', checkRepository, {
        title: 'Repository',
        description:
          'Repository of the image, without registry and tag; change it for a mirror or an own build.',
        default: words.repository,
        examples: [words.repository, `mirror.example.com/${words.repository}`],
      }),
      tag: textLeaf('string', checkTag, {
        title: 'Tag',
        description: words.tagDescription ?? 'Version of the image; change it to upgrade or to stay behind.',
        default: words.tag,
        emptyMeans: words.tagEmptyMeans ?? 'the image is named by its digest',
        examples: [words.tag || '1.2.3'],
        json: { pattern: TAG_PATTERN },
      }),
      digest: textLeaf('string', checkDigest, {
        title: 'Digest',
        description:
          'Digest that pins the exact image and wins over the tag; set it where tags must not move.',
        default: '',
        emptyMeans: 'the tag decides',
        examples: [`sha256:${'0123456789abcdef'.repeat(4)}`],
        advanced: true,
        json: { pattern: DIGEST_PATTERN },
      }),
      pullPolicy: choice(
        [
          { value: 'IfNotPresent', title: 'If not present', description: 'Pulled once per node.' },
          { value: 'Always', title: 'Always', description: 'The registry is asked at every start.' },
          { value: 'Never', title: 'Never', description: 'The image must already be on the node.' },
        ],
        {
          title: 'Pull policy',
          description: 'When the node asks the registry; use Always only with tags that move.',
          default: 'IfNotPresent',
          advanced: true,
        },
      ),
    },
  );
}
