'use client';

import { useSections } from '../shell/sections';
import { WorkPanes } from '../shell/work-panes';
import { SizingFigures } from './sizing-figures';
import { SizingInputs } from './sizing-inputs';

/** What the plane has to carry, and what it needs for that. */
export default function SizingPlace() {
  const sections = useSections();
  return <WorkPanes left={<SizingInputs />} right={<SizingFigures sections={sections} />} />;
}
