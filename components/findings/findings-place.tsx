'use client';

import { Preview } from '../preview/preview';
import { useSections } from '../shell/sections';
import { WorkPanes } from '../shell/work-panes';
import { FindingsView } from './findings-view';

/** The findings, and the manifests beside them. */
export default function FindingsPlace() {
  const sections = useSections();
  return <WorkPanes left={<FindingsView sections={sections} />} right={<Preview sections={sections} />} />;
}
