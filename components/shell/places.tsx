'use client';

import dynamic from 'next/dynamic';
import type { ComponentType, ReactNode } from 'react';
import { FindingCount } from '../findings/finding-count';
import { JobBadge } from '../cluster/job-badge';
import { releasesPlace } from './view-state';

/**
 * A part of the studio beside the sections of the values: it has a link below them, and takes the whole
 * width where the form and the preview stand otherwise. Its id is what the address says as the section.
 */
export interface Place {
  id: string;
  title: string;
  /** One sentence for the link's tooltip. */
  summary: string;
  /** What it shows; load it lazily. */
  View: ComponentType;
  /** A count or a state behind the title of the link. Default: nothing. */
  Badge?: () => ReactNode;
}

/** In the order of the navigation. */
export const places: readonly Place[] = [
  {
    id: 'findings',
    title: 'Findings',
    summary: 'What does not work, what is risky, and what could be better in this plane.',
    View: dynamic(() => import('../findings/findings-place'), { ssr: false }),
    Badge: FindingCount,
  },
  {
    id: 'sizing',
    title: 'Sizing',
    summary: 'What a plane needs for what it has to carry, and what that costs.',
    View: dynamic(() => import('../sizing/sizing-place'), { ssr: false }),
  },
  {
    id: releasesPlace,
    title: 'Release',
    summary: 'Plan, apply and watch the plane on a cluster, as a Helm release.',
    View: dynamic(() => import('../cluster/releases-view'), { ssr: false }),
    Badge: JobBadge,
  },
];

/** Returns the place that the address names; undefined when it names a section. */
export function placeOf(section: string): Place | undefined {
  return places.find(({ id }) => id === section);
}
